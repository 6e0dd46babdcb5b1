package lockstep.train;

import static lockstep.linalg.Precision.FLOAT32;
import static lockstep.linalg.Precision.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import lockstep.data.Block;
import lockstep.data.CutRows;
import lockstep.data.DataShard;
import lockstep.data.Shard;
import lockstep.data.Split;
import lockstep.data.StepPlan;
import lockstep.loss.SquaredError;
import lockstep.metric.RegressionSums;
import lockstep.nn.Dropout;
import lockstep.nn.LeakyRelu;
import lockstep.nn.Network;
import lockstep.objective.GradientSum;
import lockstep.objective.Objective;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The laws of a {@link StepEngine} under which rows may lie anywhere; a subclass makes one over
 * given shards. Those that go over every head are {@link HeadsContractTest}.
 */
public abstract class StepEngineContractTest extends EpochLaws {
  private static final Dropout HALF = new Dropout(List.of(0.5, 0.25));

  /** Some empty, one with a single row, more rows than go through the network at once. */
  private static final int[] ORDINARY = {40, 0, 1, 2 * ShardPass.BATCH_ROWS + 13, 0, 25, 3};

  /** Numbers whose sums and products are exact: any other way to add them gives the same bits. */
  private static Block quarters(Block rows) {
    for (int row = 0; row < rows.rows(); row++) {
      for (int i = 0; i < Problem.FEATURES; i++) {
        double value = rows.features().at(i, row);
        rows.dense().set(i, row, Math.rint(4 * value) / 4);
      }
    }
    return rows;
  }

  /** By label, as a table may be stored. */
  private static Block sorted(Block rows) {
    List<Block> sorted = new ArrayList<>();
    for (int label = 0; label < 4; label++) {
      for (int row = 0; row < rows.rows(); row++) {
        if (rows.labels().at(0, row) == label) {
          sorted.add(rows.slice(row, 1));
        }
      }
    }
    return Rows.together(sorted);
  }

  /** Rows in shards of one size, and these in blocks of another. */
  private static List<DataShard> cut(Block rows, int rowsPerShard, int rowsPerBlock) {
    List<DataShard> shards = new ArrayList<>();
    for (int from = 0; from < rows.rows(); from += rowsPerShard) {
      int number = shards.size();
      Shard none = Shard.of(number, rows.slice(0, 0));
      Block slice = rows.slice(from, rowsPerShard);
      shards.add(new DataShard(CutRows.of(number, slice, rowsPerBlock), none, none));
    }
    return shards;
  }

  /**
   * Rows that are stored label by label, as MLlib's network averages them block by block: its first
   * loss then depends on partitions and block size. A sum divided once does not.
   */
  @ParameterizedTest
  @CsvSource({"30, 1", "30, 7", "75, 64", "200, 7", "200, 64", "600, 1", "600, 64", "600, 600"})
  void theFirstLossOnRowsSortedByLabelIsTheSameHoweverTheyAreCut(
      int rowsPerShard, int rowsPerBlock) {
    Problem problem = new Problem(Problem.Head.SOFTMAX, List.of(6), FLOAT64);
    Block rows = quarters(sorted(problem.rows(600, SEED)));
    List<DataShard> shards = cut(rows, rowsPerShard, rowsPerBlock);
    StepPlan plan = new StepPlan(SEED, 0, 1);
    double[] parameters = problem.parameters(SEED);
    double loss = problem.objective().evaluate(parameters, rows).lossSum();
    try (StepEngine engine = engine(shards, problem.evaluator())) {
      double lossSum = engine.sum(parameters, plan, 0).lossSum();
      assertThat(lossSum).isCloseTo(loss, within(1e-14 * loss));
    }
    Network network = Network.of(Problem.FEATURES, List.of(6), new LeakyRelu(0.5), 1);
    Objective squares = new Objective(network, new SquaredError(), 0);
    double[] quarters = new double[squares.parameters()];
    Arrays.setAll(quarters, i -> (i * 5 % 13 - 6) / 4.0);
    Evaluator evaluator =
        new Evaluator(squares, FLOAT64, new RegressionSums(1), List.of("y"), false, null);
    try (StepEngine engine = engine(shards, evaluator)) {
      assertThat(engine.sum(quarters, plan, 0)).isEqualTo(squares.evaluate(quarters, rows));
    }
  }

  /** A mini-batch is gathered, wherever its rows lie. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 64})
  void theBitsOfMiniBatchesDoNotDependOnBlocks(int rowsPerBlock) {
    Problem problem = new Problem(Problem.Head.SOFTMAX, List.of(6), FLOAT32);
    Block rows = problem.rows(600, SEED);
    double[] parameters = problem.parameters(SEED);
    StepPlan plan = new StepPlan(SEED, 0, 3);
    Training whole = new Training(cut(rows, 200, 200), problem.evaluator(), parameters);
    try (StepEngine engine = engine(cut(rows, 200, rowsPerBlock), problem.evaluator())) {
      assertThat(engine.sum(parameters, plan, 1)).isEqualTo(whole.sum(plan, 1));
    }
  }

  /** Sums are whole in a full batch, and in small ones shrunk to what their rows touch. */
  @ParameterizedTest
  @CsvSource({"1, false", "20, false", "1, true", "20, true"})
  void sparseRowsGiveTheSameBitsWithAndWithoutDropout(int steps, boolean drops) {
    Wide plain = Wide.softmax();
    Training training = Training.of(drops ? plain.dropping(HALF) : plain, ORDINARY);
    StepPlan plan = new StepPlan(SEED, 2, steps);
    try (StepEngine engine = engine(training);
        StepEngine judge = new LocalEngine(training.shards(), plain.evaluator())) {
      assertThat(engine.sum(training.parameters(), plan, steps / 2))
          .isEqualTo(training.sum(plan, steps / 2));
      assertThat(engine.evaluate(training.parameters(), Split.VALIDATION))
          .isEqualTo(judge.evaluate(training.parameters(), Split.VALIDATION));
    }
  }

  /** In another epoch they are others, and to judge there are none. */
  @Test
  void masksAreThoseOfTheStep() {
    Problem plain = new Problem(Problem.Head.BINARY, List.of(6), FLOAT32);
    Training training = Training.of(plain.dropping(HALF), ORDINARY);
    double[] parameters = training.parameters();
    StepPlan plan = new StepPlan(SEED, 3, 1);
    try (StepEngine engine = engine(training);
        StepEngine judge = new LocalEngine(training.shards(), plain.evaluator())) {
      assertThat(engine.sum(parameters, plan, 0)).isEqualTo(training.sum(plan, 0));
      assertThat(training.sum(plan.next(), 0).gradient())
          .isNotEqualTo(training.sum(plan, 0).gradient());
      assertThat(engine.evaluate(parameters, Split.TRAIN))
          .isEqualTo(judge.evaluate(parameters, Split.TRAIN));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 64})
  void shardsAreAddedAlongOneTree(int shardCount) {
    int[] rows = IntStream.range(0, shardCount).map(s -> s * 5 % 11).toArray();
    rows[0] = 9;
    Training training = Training.of(new Problem(Problem.Head.BINARY, List.of(6), FLOAT32), rows);
    try (StepEngine engine = engine(training)) {
      for (int steps : List.of(1, 3)) {
        StepPlan plan = new StepPlan(SEED, 0, steps);
        for (int step = 0; step < steps; step++) {
          assertThat(engine.sum(training.parameters(), plan, step))
              .isEqualTo(training.sum(plan, step));
        }
      }
    }
  }

  @Test
  void theOrderInWhichShardsAreGivenDoesNotMatter() {
    Training training =
        Training.of(new Problem(Problem.Head.SOFTMAX, List.of(), FLOAT32), ORDINARY);
    List<DataShard> reversed = new ArrayList<>(training.shards());
    Collections.reverse(reversed);
    double[] parameters = training.parameters();
    StepPlan plan = new StepPlan(SEED, 0, 4);
    try (StepEngine engine = engine(training);
        StepEngine other = engine(reversed, training.evaluator())) {
      assertThat(other.sum(parameters, plan, 1)).isEqualTo(engine.sum(parameters, plan, 1));
      assertThat(other.evaluate(parameters, Split.VALIDATION))
          .isEqualTo(engine.evaluate(parameters, Split.VALIDATION));
    }
  }

  /** Row i weighs 2^i: a sum of weights says which rows are in it. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 60})
  void everyRowIsUsedExactlyOnceAnEpoch(int steps) {
    Problem problem = Problem.logistic();
    List<DataShard> shards = new ArrayList<>();
    int row = 0;
    for (int size : List.of(17, 0, 1, 12, 10)) {
      double[] weights = IntStream.range(row, row + size).mapToDouble(i -> 1L << i).toArray();
      Block train = Rows.weighing(problem.rows(size, row), weights);
      shards.add(Problem.shard(shards.size(), train, train));
      row += size;
    }
    long seen = 0;
    StepPlan plan = new StepPlan(SEED, 1, steps);
    try (StepEngine engine = engine(shards, problem.evaluator())) {
      for (int step = 0; step < steps; step++) {
        long used = (long) engine.sum(problem.parameters(SEED), plan, step).weightSum();
        assertThat(seen & used).as("rows that were used before step %d", step).isZero();
        seen |= used;
      }
    }
    assertThat(seen).isEqualTo((1L << row) - 1);
  }

  @Test
  void aWeightOfTwoIsTheRowTwiceAndAWeightOfZeroIsNoRow() {
    Problem problem = new Problem(Problem.Head.SOFTMAX, List.of(6), FLOAT64);
    Block rows = problem.rows(8, 3);
    Block weighted = Rows.weighing(rows, 2, 1, 0, 1, 1, 2, 0, 1);
    Block ones = Rows.weighing(rows, 1, 1, 1, 1, 1, 1, 1, 1);
    List<Block> repeated = new ArrayList<>();
    for (int row = 0; row < 8; row++) {
      repeated.addAll(Collections.nCopies((int) weighted.weights().at(0, row), ones.slice(row, 1)));
    }
    GradientSum twice = wholeSum(problem, Rows.together(repeated), 3);
    HeadsContractTest.assertClose(wholeSum(problem, weighted, 1), twice, 1e-12);
    assertThat(wholeSum(problem, ones, 1).gradient()).isNotEqualTo(twice.gradient());
  }

  /** One step over rows that are dealt out to some shards. */
  private GradientSum wholeSum(Problem problem, Block rows, int shardCount) {
    List<DataShard> shards = new ArrayList<>();
    for (int number = 0; number < shardCount; number++) {
      List<Block> dealt = new ArrayList<>(List.of(rows.slice(0, 0)));
      for (int row = number; row < rows.rows(); row += shardCount) {
        dealt.add(rows.slice(row, 1));
      }
      Block shard = Rows.together(dealt);
      shards.add(Problem.shard(number, shard, shard));
    }
    try (StepEngine engine = engine(shards, problem.evaluator())) {
      return engine.sum(problem.parameters(SEED), new StepPlan(SEED, 0, 1), 0);
    }
  }

  @Test
  void shardsWithOneClassAndShardsWithoutRowsAreOrdinary() {
    Problem problem = Problem.logistic();
    List<DataShard> shards = new ArrayList<>();
    for (int label : List.of(0, 1, 1)) {
      Block rows = problem.rows(11, 50 + shards.size());
      for (int row = 0; row < rows.rows(); row++) {
        rows.labels().set(0, row, label);
      }
      shards.add(Problem.shard(shards.size(), rows, rows));
    }
    Block none = problem.rows(0, 0);
    shards.add(Problem.shard(3, none, none));
    double[] parameters = problem.parameters(SEED);
    Training training = new Training(shards, problem.evaluator(), parameters);
    StepPlan plan = new StepPlan(SEED, 0, 12);
    try (StepEngine engine = engine(training)) {
      for (int step = 0; step < plan.steps(); step++) {
        assertThat(engine.sum(parameters, plan, step)).isEqualTo(training.sum(plan, step));
      }
      assertThat(engine.evaluate(parameters, Split.VALIDATION).orElseThrow().value("rows"))
          .hasValue(33);
    }
  }

  @Test
  void noRowsAtAllSumToZeroAndHaveNoMetrics() {
    Problem problem = Problem.logistic();
    double[] parameters = problem.parameters(SEED);
    try (StepEngine engine = engine(problem.shards(0, 0, 0), problem.evaluator())) {
      assertThat(engine.sum(parameters, new StepPlan(SEED, 0, 2), 1))
          .isEqualTo(GradientSum.zero(parameters.length));
      for (Split split : Split.values()) {
        assertThat(engine.evaluate(parameters, split)).isEmpty();
      }
    }
  }

  @Test
  void stepsCanBeAskedForInAnyOrderAndAgain() {
    Problem problem = new Problem(Problem.Head.MULTILABEL, List.of(6), FLOAT32);
    List<DataShard> shards = problem.shards(ORDINARY);
    double[] parameters = problem.parameters(SEED);
    double[] given = parameters.clone();
    try (StepEngine engine = engine(shards, problem.evaluator())) {
      GradientSum first = engine.sum(parameters, new StepPlan(SEED, 0, 5), 3);
      GradientSum kept =
          new GradientSum(first.gradient().clone(), first.lossSum(), first.weightSum());
      engine.sum(problem.parameters(8), new StepPlan(SEED, 1, 5), 0);
      engine.evaluate(problem.parameters(8), Split.VALIDATION);
      assertThat(engine.sum(parameters, new StepPlan(SEED, 0, 5), 3)).isEqualTo(kept);
      assertThat(first).as("a sum that was handed out").isEqualTo(kept);
      assertThat(parameters).isEqualTo(given);
    }
  }

  static List<Problem> heads() {
    return Problem.heads();
  }

  @ParameterizedTest
  @MethodSource("heads")
  void metricsAreTheSameBitsHoweverTheRowsLie(Problem problem) {
    List<DataShard> shards = problem.shards(ORDINARY);
    double[] parameters = problem.parameters(SEED);
    List<ShardEvaluation> parts = new ArrayList<>();
    for (DataShard shard : shards) {
      parts.add(problem.evaluator().evaluate(parameters, shard.train()));
    }
    ShardEvaluation left = parts.get(0).plus(parts.get(1)).plus(parts.get(2).plus(parts.get(3)));
    ShardEvaluation all = left.plus(parts.get(4).plus(parts.get(5)).plus(parts.get(6)));
    try (StepEngine engine = engine(shards, problem.evaluator())) {
      assertThat(engine.evaluate(parameters, Split.TRAIN))
          .contains(problem.evaluator().metrics(all.sums(), all.ranking()));
      assertThat(engine.evaluate(parameters, Split.TEST)).isEmpty();
    }
  }
}
