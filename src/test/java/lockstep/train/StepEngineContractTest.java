package lockstep.train;

import static lockstep.linalg.Precision.FLOAT32;
import static lockstep.linalg.Precision.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.CentralDifferences;
import lockstep.data.Block;
import lockstep.data.DataShard;
import lockstep.data.Split;
import lockstep.data.StepPlan;
import lockstep.linalg.Precision;
import lockstep.metric.Metrics;
import lockstep.nn.Dropout;
import lockstep.objective.GradientSum;
import lockstep.objective.Objective;
import lockstep.objective.Penalty;
import lockstep.optim.AdaGrad;
import lockstep.optim.Adam;
import lockstep.optim.AdamW;
import lockstep.optim.LearningRate;
import lockstep.optim.Momentum;
import lockstep.optim.Nesterov;
import lockstep.optim.Optimizer;
import lockstep.optim.RmsProp;
import lockstep.optim.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The laws of a {@link StepEngine}; a subclass makes one over given shards. */
public abstract class StepEngineContractTest {
  private static final long SEED = 7;

  private static final List<Penalty> PENALTIES =
      List.of(
          new Penalty(0, 0), new Penalty(0.02, 0), new Penalty(0, 0.03), new Penalty(0.02, 0.03));

  /** Some empty, one with a single row, more rows than go through the network at once. */
  private static final int[] ORDINARY = {40, 0, 1, 2 * ShardPass.BATCH_ROWS + 13, 0, 25, 3};

  /**
   * The engine under test.
   *
   * @param shards numbers 0 .. S-1, each once
   */
  protected abstract StepEngine engine(List<DataShard> shards, Evaluator evaluator);

  static List<Problem> problems() {
    return Problem.all();
  }

  /** Relative to the largest element; for sums of the same terms in another order. */
  private static double regrouped(Precision precision) {
    return precision == Precision.FLOAT32 ? 2e-5 : 1e-12;
  }

  private static void assertClose(GradientSum actual, GradientSum expected, double relative) {
    double largest = Arrays.stream(expected.gradient()).map(Math::abs).max().orElse(0);
    assertThat(actual.gradient()).containsExactly(expected.gradient(), within(relative * largest));
    assertThat(actual.lossSum())
        .isCloseTo(expected.lossSum(), within(relative * Math.abs(expected.lossSum())));
    assertThat(actual.weightSum()).isEqualTo(expected.weightSum());
  }

  /** Shard sums added pair by pair, a last one without partner moving up: as the design says. */
  static GradientSum tree(List<GradientSum> sums) {
    List<GradientSum> level = sums;
    while (level.size() > 1) {
      List<GradientSum> next = new ArrayList<>();
      for (int i = 0; i < level.size(); i += 2) {
        GradientSum left = level.get(i);
        next.add(i + 1 < level.size() ? left.plus(level.get(i + 1)) : left);
      }
      level = next;
    }
    return level.get(0);
  }

  private static GradientSum byHand(
      List<DataShard> shards, Problem problem, double[] parameters, StepPlan plan, int step) {
    List<GradientSum> sums = new ArrayList<>();
    for (DataShard shard : shards) {
      sums.add(
          Rows.sumOf(
              problem.objective(), problem.precision(), shard.train(), parameters, plan, step));
    }
    return tree(sums);
  }

  @ParameterizedTest
  @MethodSource("problems")
  void aStepIsTheObjectiveOverAllItsRows(Problem problem) {
    List<DataShard> shards = problem.shards(ORDINARY);
    double[] parameters = problem.parameters(SEED);
    StepPlan plan = new StepPlan(SEED, 2, 2);
    try (StepEngine engine = engine(shards, problem.evaluator())) {
      for (int step = 0; step < plan.steps(); step++) {
        Block rows = Rows.ofStep(shards, plan, step);
        GradientSum whole = problem.objective().evaluate(parameters, rows);
        GradientSum sum = engine.sum(parameters, plan, step);
        assertClose(sum, whole, regrouped(problem.precision()));
        assertThat(sum).isEqualTo(byHand(shards, problem, parameters, plan, step));
      }
    }
  }

  /** In double, through the engine, off the kinks of activations and of l1, for every penalty. */
  @ParameterizedTest
  @EnumSource
  void theGradientMatchesCentralDifferences(Problem.Head head) {
    Problem problem = new Problem(head, List.of(2, 2), Precision.FLOAT64);
    List<DataShard> shards = problem.shards(23, 0, 1, 9);
    double[] parameters = problem.parameters(SEED);
    StepPlan plan = new StepPlan(SEED, 0, 2);
    Map<String, GradientSum> sums = new HashMap<>();
    try (StepEngine engine = engine(shards, problem.evaluator())) {
      for (Penalty penalty : PENALTIES) {
        Objective objective = problem.objective().under(penalty);
        // The sums know no penalty: they are taken once.
        Function<double[], Objective.Value> at =
            moved ->
                objective.mean(
                    moved,
                    sums.computeIfAbsent(
                        Arrays.toString(moved), key -> engine.sum(moved, plan, 1).copy()));
        double[] differences =
            CentralDifferences.gradient(moved -> at.apply(moved).value(), parameters);
        assertThat(CentralDifferences.relativeError(at.apply(parameters).gradient(), differences))
            .as("%s under %s", head, penalty)
            .isLessThan(CentralDifferences.TOLERANCE);
      }
    }
  }

  /**
   * Rows that are stored label by label, as MLlib's network averages them block by block: its first
   * loss then depends on partitions and block size. A sum divided once does not.
   */
  @Test
  void theFirstLossOnRowsSortedByLabelIsTheSameHoweverTheyAreCut() {
    Problem problem = new Problem(Problem.Head.SOFTMAX, List.of(6), Precision.FLOAT64);
    Block rows = problem.rows(600, SEED);
    List<Block> sorted = new ArrayList<>();
    for (int label = 0; label < 4; label++) {
      for (int row = 0; row < rows.rows(); row++) {
        if (rows.labels().at(0, row) == label) {
          sorted.add(rows.slice(row, 1));
        }
      }
    }
    Block all = Rows.together(sorted);
    double[] parameters = problem.parameters(SEED);
    double loss = problem.objective().evaluate(parameters, all).lossSum();
    for (int size : List.of(30, 75, 200, 600)) {
      List<DataShard> shards = new ArrayList<>();
      for (int from = 0; from < 600; from += size) {
        Block slice = all.slice(from, size);
        shards.add(Problem.shard(shards.size(), slice, slice.slice(0, 0)));
      }
      try (StepEngine engine = engine(shards, problem.evaluator())) {
        GradientSum sum = engine.sum(parameters, new StepPlan(SEED, 0, 1), 0);
        assertThat(sum.lossSum()).isCloseTo(loss, within(1e-12 * loss));
      }
    }
  }

  private static Problem dropping(List<Integer> hidden, Precision precision) {
    return new Problem(Problem.Head.BINARY, hidden, precision, new Dropout(List.of(0.5, 0.25)));
  }

  /**
   * In double, at the masks of one step; in another they are others, and to judge there are none.
   */
  @Test
  void dropoutIsTheSameFunctionWheneverAStepIsAskedFor() {
    Problem problem = dropping(List.of(2), FLOAT64);
    Problem plain = new Problem(Problem.Head.BINARY, List.of(2), FLOAT64);
    List<DataShard> shards = problem.shards(23, 0, 1, 9);
    double[] parameters = problem.parameters(SEED);
    StepPlan plan = new StepPlan(SEED, 3, 2);
    try (StepEngine engine = engine(shards, problem.evaluator());
        StepEngine plainly = engine(shards, plain.evaluator())) {
      Objective.Value mean = problem.objective().mean(parameters, engine.sum(parameters, plan, 1));
      double[] differences =
          CentralDifferences.gradient(
              moved -> problem.objective().mean(moved, engine.sum(moved, plan, 1)).value(),
              parameters);
      assertThat(CentralDifferences.relativeError(mean.gradient(), differences))
          .isLessThan(CentralDifferences.TOLERANCE);
      StepPlan whole = new StepPlan(SEED, 3, 1);
      StepPlan next = new StepPlan(SEED, 4, 1);
      assertThat(engine.sum(parameters, whole, 0))
          .isEqualTo(byHand(shards, problem, parameters, whole, 0));
      assertThat(byHand(shards, problem, parameters, next, 0).gradient())
          .isNotEqualTo(byHand(shards, problem, parameters, whole, 0).gradient());
      assertThat(engine.evaluate(parameters, Split.TRAIN))
          .isEqualTo(plainly.evaluate(parameters, Split.TRAIN));
    }
  }

  /** Sums are whole in a full batch, and in small ones shrunk to what their rows touch. */
  @ParameterizedTest
  @ValueSource(ints = {1, 20})
  void sparseRowsGiveTheSameBitsAndTheGradientOfTheObjective(int steps) {
    Wide wide = Wide.softmax();
    List<DataShard> shards = wide.shards(ORDINARY);
    double[] parameters = wide.parameters(SEED);
    StepPlan plan = new StepPlan(SEED, 0, steps);
    Objective objective = wide.objective();
    List<GradientSum> sums = new ArrayList<>();
    for (DataShard shard : shards) {
      double[] stored = objective.stored(parameters);
      Precision precision = wide.narrow().precision();
      sums.add(Rows.sumOf(objective, precision, shard.train(), stored, plan, steps / 2));
    }
    try (StepEngine engine = engine(shards, wide.evaluator());
        StepEngine local = new LocalEngine(shards, wide.evaluator())) {
      GradientSum sum = engine.sum(parameters, plan, steps / 2);
      assertThat(sum).isEqualTo(tree(sums));
      assertThat(engine.evaluate(parameters, Split.VALIDATION))
          .isEqualTo(local.evaluate(parameters, Split.VALIDATION));
      Updater updater = new Updater(objective, Adam.DEFAULT, LearningRate.constant(0.01));
      TrainingState start = start(updater, parameters);
      assertThat(engine.runEpoch(start, plan, updater))
          .isEqualTo(local.runEpoch(start, plan, updater));
    }
  }

  @Test
  void theGradientOfSparseRowsMatchesCentralDifferences() {
    Wide wide = new Wide(new Problem(Problem.Head.SOFTMAX, List.of(), Precision.FLOAT64), 9, true);
    double[] parameters = wide.parameters(SEED);
    StepPlan plan = new StepPlan(SEED, 0, 4);
    try (StepEngine engine = engine(wide.shards(13, 0, 1, 9), wide.evaluator())) {
      double[] differences =
          CentralDifferences.gradient(
              moved -> wide.objective().mean(moved, engine.sum(moved, plan, 1)).value(),
              parameters);
      double[] gradient =
          wide.objective().mean(parameters, engine.sum(parameters, plan, 1)).gradient();
      assertThat(CentralDifferences.relativeError(gradient, differences))
          .isLessThan(CentralDifferences.TOLERANCE);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 64})
  void shardsAreAddedAlongOneTree(int shardCount) {
    Problem problem = new Problem(Problem.Head.BINARY, List.of(6), Precision.FLOAT32);
    int[] rows = IntStream.range(0, shardCount).map(s -> s * 5 % 11).toArray();
    rows[0] = 9;
    List<DataShard> shards = problem.shards(rows);
    double[] parameters = problem.parameters(SEED);
    for (int steps : List.of(1, 3)) {
      StepPlan plan = new StepPlan(SEED, 0, steps);
      try (StepEngine engine = engine(shards, problem.evaluator())) {
        for (int step = 0; step < steps; step++) {
          assertThat(engine.sum(parameters, plan, step))
              .isEqualTo(byHand(shards, problem, parameters, plan, step));
        }
      }
    }
  }

  @Test
  void theOrderInWhichShardsAreGivenDoesNotMatter() {
    Problem problem = new Problem(Problem.Head.SOFTMAX, List.of(), Precision.FLOAT32);
    List<DataShard> shards = problem.shards(ORDINARY);
    List<DataShard> reversed = new ArrayList<>(shards);
    Collections.reverse(reversed);
    double[] parameters = problem.parameters(SEED);
    StepPlan plan = new StepPlan(SEED, 0, 4);
    try (StepEngine engine = engine(shards, problem.evaluator());
        StepEngine other = engine(reversed, problem.evaluator())) {
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
    Problem problem = new Problem(Problem.Head.SOFTMAX, List.of(6), Precision.FLOAT64);
    Block rows = problem.rows(8, 3);
    Block weighted = Rows.weighing(rows, 2, 1, 0, 1, 1, 2, 0, 1);
    Block ones = Rows.weighing(rows, 1, 1, 1, 1, 1, 1, 1, 1);
    List<Block> repeated = new ArrayList<>();
    for (int row = 0; row < 8; row++) {
      repeated.addAll(Collections.nCopies((int) weighted.weights().at(0, row), ones.slice(row, 1)));
    }
    GradientSum twice = wholeSum(problem, Rows.together(repeated), 3);
    assertClose(wholeSum(problem, weighted, 1), twice, regrouped(Precision.FLOAT64));
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
    StepPlan plan = new StepPlan(SEED, 0, 12);
    try (StepEngine engine = engine(shards, problem.evaluator())) {
      for (int step = 0; step < plan.steps(); step++) {
        assertThat(engine.sum(parameters, plan, step))
            .isEqualTo(byHand(shards, problem, parameters, plan, step));
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
    Problem problem = new Problem(Problem.Head.MULTILABEL, List.of(6), Precision.FLOAT32);
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

  static List<Optimizer> optimizers() {
    return List.of(
        new Sgd(),
        new Momentum(0.9),
        new Nesterov(0.9),
        RmsProp.DEFAULT,
        AdaGrad.DEFAULT,
        Adam.DEFAULT,
        new AdamW(Adam.DEFAULT, 0.01));
  }

  static List<Arguments> optimizersAndHeads() {
    Stream<Arguments> all =
        Problem.heads().stream()
            .flatMap(head -> optimizers().stream().map(optimizer -> Arguments.of(optimizer, head)));
    Arguments masked = Arguments.of(Adam.DEFAULT, dropping(List.of(6, 3), FLOAT32));
    return Stream.concat(all, Stream.of(masked)).toList();
  }

  @ParameterizedTest
  @MethodSource("optimizersAndHeads")
  void anEpochIsItsStepsOneAfterAnother(Optimizer optimizer, Problem problem) {
    List<DataShard> shards = problem.shards(30, 0, 1, 17);
    Updater updater = new Updater(problem.objective(), optimizer, LearningRate.constant(0.01));
    double[] parameters = problem.parameters(SEED);
    TrainingState byHand = start(updater, parameters);
    TrainingState state = byHand;
    try (StepEngine engine = engine(shards, problem.evaluator())) {
      for (int epoch = 0; epoch < 2; epoch++) {
        StepPlan plan = new StepPlan(SEED, epoch, 4);
        TrainingState ran = engine.runEpoch(state, plan, updater);
        double lossSum = 0;
        double weightSum = 0;
        for (int step = 0; step < plan.steps(); step++) {
          GradientSum sum = byHand(shards, problem, byHand.parameters(), plan, step);
          byHand = updater.update(byHand, sum);
          lossSum += sum.lossSum();
          weightSum += sum.weightSum();
        }
        assertThat(ran).isEqualTo(byHand);
        assertThat(ran.sums().lossSum()).isEqualTo(lossSum);
        assertThat(ran.sums().weightSum()).isEqualTo(weightSum);
        assertThat(ran.sums().steps()).isEqualTo(plan.steps());
        state = ran.epochEnded(StoppingState.NONE);
        byHand = byHand.epochEnded(StoppingState.NONE);
      }
      assertThat(state.step()).isEqualTo(8);
    }
  }

  /** An update in several pieces, which the threads of an engine may share. */
  @Test
  void anEpochOfALargeNetworkIsItsStepsToo() {
    anEpochIsItsStepsOneAfterAnother(
        Adam.DEFAULT, new Problem(Problem.Head.BINARY, List.of(2500), Precision.FLOAT32));
  }

  /** Early stopping and checkpoints hold such states while training goes on. */
  @ParameterizedTest
  @MethodSource("optimizers")
  void statesBetweenEpochsAreNotOverwritten(Optimizer optimizer) {
    Problem problem = new Problem(Problem.Head.SOFTMAX, List.of(6), Precision.FLOAT32);
    List<DataShard> shards = problem.shards(30, 0, 1, 17);
    Updater updater = new Updater(problem.objective(), optimizer, LearningRate.constant(0.01));
    List<TrainingState> held = new ArrayList<>(List.of(start(updater, problem.parameters(SEED))));
    List<TrainingState> copies = new ArrayList<>(List.of(held.get(0).copy()));
    try (StepEngine engine = engine(shards, problem.evaluator())) {
      for (int epoch = 0; epoch < 3; epoch++) {
        TrainingState ran = engine.runEpoch(held.get(epoch), new StepPlan(SEED, epoch, 5), updater);
        held.add(ran.epochEnded(StoppingState.NONE));
        copies.add(held.get(epoch + 1).copy());
        assertThat(held).isEqualTo(copies);
      }
    }
  }

  /** Its points are not the state's parameters, and how many there are it decides itself. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.02})
  void anIterationOfLbfgsIsItsEvaluations(double l1) {
    Problem problem = new Problem(Problem.Head.SOFTMAX, List.of(6), Precision.FLOAT32);
    List<DataShard> shards = problem.shards(30, 0, 1, 17);
    QuasiNewton rule = QuasiNewton.of(problem.objective().under(new Penalty(l1, 0.01)), 10);
    double[] parameters = problem.parameters(SEED);
    TrainingState state =
        new TrainingState(SEED, 0, 0, parameters, rule.init(parameters.length), StoppingState.NONE);
    TrainingState byHand = state;
    try (StepEngine engine = engine(shards, problem.evaluator())) {
      for (int epoch = 0; epoch < 4; epoch++) {
        StepPlan plan = new StepPlan(SEED, epoch, 1);
        TrainingState ran = engine.runEpoch(state, plan, rule);
        while (byHand.optimizer().updates() <= epoch) {
          byHand = rule.update(byHand, byHand(shards, problem, rule.point(byHand), plan, 0));
        }
        assertThat(ran).isEqualTo(byHand);
        state = ran.epochEnded(StoppingState.NONE);
        byHand = byHand.epochEnded(StoppingState.NONE);
      }
      assertThat(state.step()).isGreaterThan(4);
    }
  }

  private static TrainingState start(Updater updater, double[] parameters) {
    return new TrainingState(
        SEED, 0, 0, parameters, updater.optimizer().init(parameters.length), StoppingState.NONE);
  }

  @Test
  void anEpochThatDivergesSaysSoAndTheEngineGoesOn() {
    Problem problem = new Problem(Problem.Head.REGRESSION, List.of(), Precision.FLOAT64);
    List<DataShard> shards = problem.shards(20, 3);
    double[] parameters = problem.parameters(SEED);
    StepPlan plan = new StepPlan(SEED, 0, 4);
    Updater wild = new Updater(problem.objective(), new Sgd(), LearningRate.constant(1e200));
    Updater tame = new Updater(problem.objective(), new Sgd(), LearningRate.constant(0.1));
    try (StepEngine engine = engine(shards, problem.evaluator())) {
      TrainingState start = start(wild, parameters);
      assertThatThrownBy(() -> engine.runEpoch(start, plan, wild))
          .isInstanceOf(DivergenceException.class)
          .hasMessageStartingWith(
              "Cannot take step 2 (epoch 1): expected a finite loss and gradient, found loss"
                  + " Infinity");
      TrainingState byHand = start;
      for (int step = 0; step < plan.steps(); step++) {
        byHand = tame.update(byHand, byHand(shards, problem, byHand.parameters(), plan, step));
      }
      assertThat(engine.runEpoch(start, plan, tame)).isEqualTo(byHand);
    }
  }

  @ParameterizedTest
  @MethodSource("problems")
  void metricsAreThoseOfAllRows(Problem problem) {
    List<DataShard> shards = problem.shards(ORDINARY);
    double[] parameters = problem.parameters(SEED);
    List<Block> blocks = new ArrayList<>();
    shards.forEach(shard -> blocks.addAll(shard.validation().blocks()));
    try (StepEngine engine = engine(shards, problem.evaluator())) {
      Metrics metrics = engine.evaluate(parameters, Split.VALIDATION).orElseThrow();
      PlainMetrics.of(problem, parameters, Rows.together(blocks)).assertAgree(metrics);
      assertThat(engine.evaluate(parameters, Split.TEST)).isEmpty();
    }
  }

  @Test
  void metricsAreTheSameBitsHoweverTheRowsLie() {
    Problem problem = new Problem(Problem.Head.BINARY, List.of(6), Precision.FLOAT32);
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
    }
  }

  @Test
  void descendsOnAProblemWithAKnownAnswer() {
    // y = 1 + 2 x without noise: full gradient steps on half the mean square shrink the error.
    Problem problem = new Problem(Problem.Head.REGRESSION, List.of(), Precision.FLOAT64);
    List<DataShard> shards = new ArrayList<>();
    for (int number = 0; number < 3; number++) {
      Block rows = problem.rows(20, number);
      for (int row = 0; row < rows.rows(); row++) {
        rows.labels().set(0, row, 1 + 2 * rows.features().at(0, row));
        rows.weights().set(0, row, 1);
      }
      shards.add(Problem.shard(number, rows, rows));
    }
    Objective plain = new Objective(problem.objective().network(), problem.head().loss(), 0);
    Updater updater = new Updater(plain, new Sgd(), LearningRate.constant(0.2));
    TrainingState state = start(updater, new double[plain.parameters()]);
    try (StepEngine engine = engine(shards, problem.evaluator())) {
      for (int epoch = 0; epoch < 10; epoch++) {
        state =
            engine
                .runEpoch(state, new StepPlan(SEED, epoch, 20), updater)
                .epochEnded(StoppingState.NONE);
      }
    }
    double[] answer = DoubleStream.of(2, 0, 0, 0, 0, 1).toArray();
    assertThat(state.parameters()).containsExactly(answer, within(1e-3));
  }
}
