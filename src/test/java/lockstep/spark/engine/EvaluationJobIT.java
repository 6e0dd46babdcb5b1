package lockstep.spark.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lockstep.data.Block;
import lockstep.data.DataShard;
import lockstep.data.Split;
import lockstep.linalg.Precision;
import lockstep.metric.Metrics;
import lockstep.spark.SharedSpark;
import lockstep.train.LocalEngine;
import lockstep.train.Problem;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The distributed judgement is the local one to the bit, however its scores are spread. */
class EvaluationJobIT {
  private static final long ONE_RANGE = Long.MAX_VALUE;
  private static final int[] ROWS = {300, 0, 3, 90, 33};

  private static EvaluationJob job(Problem problem, List<DataShard> shards, long scoresPerTask) {
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(SharedSpark.session().sparkContext());
    return new EvaluationJob(
        context, context.parallelize(shards, 3), shards.size(), problem.evaluator(), scoresPerTask);
  }

  private static Problem problem(Problem.Head head) {
    return new Problem(head, List.of(6), Precision.FLOAT32);
  }

  @ParameterizedTest
  @EnumSource
  void metricsAreThoseOfTheLocalEngine(Problem.Head head) {
    Problem problem = problem(head);
    List<DataShard> shards = problem.shards(ROWS);
    double[] parameters = problem.parameters(1);
    EvaluationJob job = job(problem, shards, ONE_RANGE);
    try (LocalEngine local = new LocalEngine(shards, problem.evaluator())) {
      for (Split split : Split.values()) {
        assertThat(job.run(parameters, split)).isEqualTo(local.evaluate(parameters, split));
      }
    }
    assertThat(job.run(parameters, Split.TRAIN)).isPresent();
    assertThat(job.run(parameters, Split.TEST)).isEmpty();
  }

  /** Most scores in one range, a few in each, one in each. */
  @ParameterizedTest
  @ValueSource(longs = {400, 100, 20, 3})
  void manyRangesOfScoresRankAsOne(long scoresPerTask) {
    Problem problem = problem(Problem.Head.BINARY);
    List<DataShard> shards = problem.shards(ROWS);
    double[] parameters = problem.parameters(1);
    Optional<Metrics> one = job(problem, shards, ONE_RANGE).run(parameters, Split.TRAIN);
    assertThat(one.orElseThrow().value("roc_auc").orElseThrow()).isBetween(0.2, 0.8);
    assertThat(job(problem, shards, scoresPerTask).run(parameters, Split.TRAIN)).isEqualTo(one);
  }

  /** Features of three values, so that hundreds of rows share a few scores. */
  @ParameterizedTest
  @ValueSource(longs = {ONE_RANGE, 50, 1})
  void tiesCountHalfHoweverTheyAreSpread(long scoresPerTask) {
    Problem problem = new Problem(Problem.Head.BINARY, List.of(), Precision.FLOAT64);
    List<DataShard> shards = new ArrayList<>();
    for (int number = 0; number < 4; number++) {
      Block rows = problem.rows(60, number);
      for (int row = 0; row < rows.rows(); row++) {
        for (int i = 0; i < rows.features().rows(); i++) {
          double coarse = i == 0 ? Math.signum(Math.rint(rows.features().at(i, row))) : 0;
          rows.dense().set(i, row, coarse);
        }
      }
      shards.add(Problem.shard(number, rows, rows));
    }
    double[] parameters = problem.parameters(1);
    Metrics metrics =
        job(problem, shards, scoresPerTask).run(parameters, Split.TRAIN).orElseThrow();
    try (LocalEngine local = new LocalEngine(shards, problem.evaluator())) {
      assertThat(metrics).isEqualTo(local.evaluate(parameters, Split.TRAIN).orElseThrow());
    }
    assertThat(metrics.value("roc_auc").orElseThrow()).isEqualTo(areaByPairs(shards, parameters));
  }

  /** All weights are multiples of 1/4, so that every sum of products here is exact. */
  private static double areaByPairs(List<DataShard> shards, double[] parameters) {
    double[][] weights = new double[2][3];
    for (DataShard shard : shards) {
      for (Block block : shard.train().blocks()) {
        for (int row = 0; row < block.rows(); row++) {
          int rank = (int) (Math.signum(parameters[0]) * block.features().at(0, row)) + 1;
          weights[(int) block.labels().at(0, row)][rank] += block.weights().at(0, row);
        }
      }
    }
    double ordered = 0;
    double pairs = 0;
    for (int positive = 0; positive < 3; positive++) {
      for (int negative = 0; negative < 3; negative++) {
        double weight = weights[1][positive] * weights[0][negative];
        pairs += weight;
        ordered += positive > negative ? weight : positive == negative ? weight / 2 : 0;
      }
    }
    return ordered / pairs;
  }

  @Test
  void aSplitWithOneClassHasNoArea() {
    Problem problem = problem(Problem.Head.BINARY);
    Block rows = problem.rows(30, 5);
    for (int row = 0; row < rows.rows(); row++) {
      rows.labels().set(0, row, 1);
    }
    List<DataShard> shards = List.of(Problem.shard(0, rows, rows.slice(0, 1)));
    EvaluationJob job = job(problem, shards, 4);
    for (Split split : List.of(Split.TRAIN, Split.VALIDATION)) {
      Metrics metrics = job.run(problem.parameters(1), split).orElseThrow();
      assertThat(metrics.value("roc_auc")).isEmpty();
      assertThat(metrics.value("loss")).isPresent();
    }
  }

  @Test
  void nothingStaysCached() {
    Problem problem = problem(Problem.Head.BINARY);
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(SharedSpark.session().sparkContext());
    int before = context.getPersistentRDDs().size();
    job(problem, problem.shards(ROWS), 20).run(problem.parameters(1), Split.TRAIN);
    assertThat(context.getPersistentRDDs()).hasSize(before);
  }
}
