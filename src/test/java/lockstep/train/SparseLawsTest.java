package lockstep.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lockstep.data.Block;
import lockstep.data.DataShard;
import lockstep.data.SparseRows;
import lockstep.data.Split;
import lockstep.data.StepPlan;
import lockstep.linalg.Precision;
import lockstep.objective.GradientSum;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sparse rows give what the same rows give when they are dense. */
class SparseLawsTest {
  private static final long SEED = 7;

  static List<Problem> problems() {
    return Problem.all();
  }

  private static List<DataShard> thinned(Problem problem) {
    List<DataShard> shards = problem.shards(40, 0, 1, 2 * ShardPass.BATCH_ROWS + 13, 7);
    for (DataShard shard : shards) {
      for (Split split : Split.values()) {
        shard.rows(split).blocks().forEach(SparseRows::thinned);
      }
    }
    return shards;
  }

  @ParameterizedTest
  @MethodSource("problems")
  void sumsAndMetricsAreThoseOfDenseRows(Problem problem) {
    List<DataShard> dense = thinned(problem);
    List<DataShard> sparse = dense.stream().map(SparseRows::of).toList();
    double[] parameters = problem.parameters(SEED);
    double relative = problem.precision() == Precision.FLOAT32 ? 2e-5 : 1e-12;
    try (StepEngine ours = new LocalEngine(sparse, problem.evaluator());
        StepEngine theirs = new LocalEngine(dense, problem.evaluator())) {
      for (int steps : new int[] {1, 3}) {
        StepPlan plan = new StepPlan(SEED, 1, steps);
        GradientSum actual = ours.sum(parameters, plan, steps - 1);
        assertClose(actual, theirs.sum(parameters, plan, steps - 1), relative);
      }
      List<Block> rows = new ArrayList<>();
      dense.forEach(shard -> rows.addAll(shard.validation().blocks()));
      PlainMetrics.of(problem, parameters, Rows.together(rows))
          .assertAgree(ours.evaluate(parameters, Split.VALIDATION).orElseThrow());
    }
  }

  private static void assertClose(GradientSum actual, GradientSum expected, double relative) {
    double largest = Arrays.stream(expected.gradient()).map(Math::abs).max().orElse(0);
    assertThat(actual.gradient()).containsExactly(expected.gradient(), within(relative * largest));
    assertThat(actual.lossSum())
        .isCloseTo(expected.lossSum(), within(relative * expected.lossSum()));
    assertThat(actual.weightSum()).isEqualTo(expected.weightSum());
  }
}
