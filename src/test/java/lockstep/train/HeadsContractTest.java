package lockstep.train;

import static lockstep.linalg.Precision.FLOAT32;
import static lockstep.linalg.Precision.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
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
import lockstep.linalg.SplitMix64;
import lockstep.metric.Metrics;
import lockstep.nn.Dropout;
import lockstep.objective.GradientSum;
import lockstep.objective.Objective;
import lockstep.objective.Penalty;
import lockstep.optim.LearningRate;
import lockstep.optim.Optimizer;
import lockstep.optim.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The laws of a {@link StepEngine} that go over every head: its gradient, dense and sparse, the
 * steps that optimizers make of it, its metrics. They are dear, and one way to lay the rows is
 * enough: by {@link StepEngineContractTest}, all give the same bits.
 */
public abstract class HeadsContractTest extends EngineLaws {
  private static final List<Penalty> PENALTIES =
      List.of(
          new Penalty(0, 0), new Penalty(0.02, 0), new Penalty(0, 0.03), new Penalty(0.02, 0.03));

  private static final int[] ORDINARY = {40, 0, 1, 2 * ShardPass.BATCH_ROWS + 13, 0, 25, 3};
  private static final int[] FEW = {23, 0, 1, 9};

  /** Heads without hidden layers, with one and with two. */
  static List<Problem> problems() {
    return Arrays.stream(Problem.Head.values())
        .flatMap(
            head ->
                Stream.of(
                    new Problem(head, List.of(), FLOAT64),
                    new Problem(head, List.of(6), FLOAT32),
                    new Problem(head, List.of(6, 3), FLOAT64)))
        .toList();
  }

  /**
   * Whether a sum takes so long that gradients are checked in some random directions. An error of
   * any element shows in each; along every axis it is seen where it is.
   */
  protected boolean sumsAreDear() {
    return false;
  }

  /** Directions [m][p] in which gradients are checked. */
  private double[][] directions(int p) {
    double[][] directions = new double[sumsAreDear() ? 3 : p][p];
    SplitMix64 random = new SplitMix64(SEED);
    for (int i = 0; i < directions.length; i++) {
      if (sumsAreDear()) {
        Arrays.setAll(directions[i], j -> 2 * random.nextInt(2) - 1);
      } else {
        directions[i][i] = 1;
      }
    }
    return directions;
  }

  /** Heads, with dense rows and with sparse ones. */
  static Stream<Arguments> headsAndRows() {
    return Arrays.stream(Problem.Head.values())
        .flatMap(head -> Stream.of(Arguments.of(head, false), Arguments.of(head, true)));
  }

  /**
   * In double and off all kinks, that of l1 at 0 too; of small layers, for differences take four
   * sums a parameter.
   */
  private static Training smooth(Problem.Head head, Dropout dropout, boolean sparse) {
    Problem problem = new Problem(head, List.of(2, 2), FLOAT64).dropping(dropout);
    Training training =
        sparse ? Training.of(new Wide(problem, 7, true), FEW) : Training.of(problem, FEW);
    double[] parameters = training.parameters();
    Arrays.setAll(parameters, i -> parameters[i] + Math.copySign(0.01, parameters[i]));
    return training;
  }

  /** Relative to the largest element; for sums of the same terms in another order. */
  private static double regrouped(Precision precision) {
    return precision == FLOAT32 ? 2e-5 : 1e-12;
  }

  static void assertClose(GradientSum actual, GradientSum expected, double relative) {
    double largest = Arrays.stream(expected.gradient()).map(Math::abs).max().orElse(0);
    assertThat(actual.gradient()).containsExactly(expected.gradient(), within(relative * largest));
    assertThat(actual.lossSum())
        .isCloseTo(expected.lossSum(), within(relative * Math.abs(expected.lossSum())));
    assertThat(actual.weightSum()).isEqualTo(expected.weightSum());
  }

  @ParameterizedTest
  @MethodSource("problems")
  void aStepIsTheObjectiveOverAllItsRows(Problem problem) {
    Training training = Training.of(problem, ORDINARY);
    StepPlan plan = new StepPlan(SEED, 2, 2);
    try (StepEngine engine = engine(training)) {
      for (int step = 0; step < plan.steps(); step++) {
        Block rows = Rows.ofStep(training.shards(), plan, step);
        GradientSum whole = training.objective().evaluate(training.parameters(), rows);
        GradientSum sum = engine.sum(training.parameters(), plan, step);
        assertClose(sum, whole, regrouped(problem.precision()));
        assertThat(sum).isEqualTo(training.sum(plan, step));
      }
    }
  }

  /** Through the engine, off the kinks of l1, for every penalty. */
  @ParameterizedTest
  @MethodSource("headsAndRows")
  void theGradientMatchesCentralDifferences(Problem.Head head, boolean sparse) {
    Training training = smooth(head, Dropout.NONE, sparse);
    StepPlan plan = new StepPlan(SEED, 0, 2);
    Map<String, GradientSum> sums = new HashMap<>();
    try (StepEngine engine = engine(training)) {
      // The sums know no penalty: they are taken once.
      Function<double[], GradientSum> sum =
          moved ->
              sums.computeIfAbsent(
                  Arrays.toString(moved), key -> engine.sum(moved, plan, 1).copy());
      for (Penalty penalty : PENALTIES) {
        assertGradientMatches(training.objective().under(penalty), training.parameters(), sum);
      }
    }
  }

  /** At the masks of one step. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theGradientUnderDropoutMatchesCentralDifferences(boolean sparse) {
    Training training = smooth(Problem.Head.BINARY, new Dropout(List.of(0.5, 0.25)), sparse);
    StepPlan plan = new StepPlan(SEED, 3, 2);
    try (StepEngine engine = engine(training)) {
      assertGradientMatches(
          training.objective(), training.parameters(), moved -> engine.sum(moved, plan, 1));
    }
  }

  private void assertGradientMatches(
      Objective objective, double[] parameters, Function<double[], GradientSum> sum) {
    double[][] directions = directions(parameters.length);
    double[] gradient = objective.mean(parameters, sum.apply(parameters)).gradient();
    double[] slopes =
        Arrays.stream(directions).mapToDouble(direction -> dot(direction, gradient)).toArray();
    double[] differences =
        CentralDifferences.gradient(
            far -> {
              double[] moved = moved(parameters, directions, far);
              return objective.mean(moved, sum.apply(moved)).value();
            },
            new double[directions.length]);
    assertThat(CentralDifferences.relativeError(slopes, differences))
        .as("%s under %s", objective.loss(), objective.penalty())
        .isLessThan(CentralDifferences.TOLERANCE);
  }

  private static double dot(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }

  /** Parameters that have gone so far in each direction. */
  private static double[] moved(double[] parameters, double[][] directions, double[] far) {
    double[] moved = parameters.clone();
    for (int i = 0; i < far.length; i++) {
      for (int j = 0; j < moved.length; j++) {
        moved[j] += far[i] * directions[i][j];
      }
    }
    return moved;
  }

  /** Of the gradient that differences have checked. */
  @ParameterizedTest
  @MethodSource("headsAndRows")
  void everyOptimizerMakesItsStepOfThatGradient(Problem.Head head, boolean sparse) {
    Training training = smooth(head, Dropout.NONE, sparse);
    List<StepRule> rules = new ArrayList<>(List.of(QuasiNewton.of(training.objective(), 10)));
    for (Optimizer optimizer : EpochLaws.optimizers()) {
      rules.add(new Updater(training.objective(), optimizer, LearningRate.constant(0.01)));
    }
    try (StepEngine engine = engine(training)) {
      for (StepRule rule : rules) {
        StepPlan plan = new StepPlan(SEED, 0, 1);
        TrainingState start = training.start(rule);
        TrainingState ran = engine.runEpoch(start, plan, rule);
        assertThat(ran).as("%s", rule).isEqualTo(training.epoch(start, plan, rule));
        assertThat(ran.parameters()).isNotEqualTo(start.parameters());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("problems")
  void metricsAreThoseOfAllRows(Problem problem) {
    Training training = Training.of(problem, ORDINARY);
    List<Block> blocks = new ArrayList<>();
    training.shards().forEach(shard -> blocks.addAll(shard.validation().blocks()));
    try (StepEngine engine = engine(training)) {
      Metrics metrics = engine.evaluate(training.parameters(), Split.VALIDATION).orElseThrow();
      PlainMetrics.of(problem, training.parameters(), Rows.together(blocks)).assertAgree(metrics);
      assertThat(engine.evaluate(training.parameters(), Split.TEST)).isEmpty();
    }
  }

  @Test
  void descendsOnAProblemWithAKnownAnswer() {
    // y = 1 + 2 x without noise: full gradient steps on the mean square shrink the error.
    Problem problem = new Problem(Problem.Head.REGRESSION, List.of(), FLOAT64);
    List<DataShard> shards = new ArrayList<>();
    for (int number = 0; number < 3; number++) {
      Block rows = problem.rows(20, number);
      for (int row = 0; row < rows.rows(); row++) {
        rows.labels().set(0, row, 1 + 2 * rows.features().at(0, row));
        rows.weights().set(0, row, 1);
      }
      shards.add(Problem.shard(number, rows, rows));
    }
    Objective plain = problem.objective().under(new Penalty(0, 0));
    Updater updater = new Updater(plain, new Sgd(), LearningRate.constant(0.3));
    Training training = new Training(shards, problem.evaluator(), new double[plain.parameters()]);
    TrainingState state = training.start(updater);
    try (StepEngine engine = engine(training)) {
      for (int epoch = 0; epoch < 40; epoch++) {
        state =
            engine
                .runEpoch(state, new StepPlan(SEED, epoch, 1), updater)
                .epochEnded(StoppingState.NONE);
      }
    }
    double[] answer = DoubleStream.of(2, 0, 0, 0, 0, 1).toArray();
    assertThat(state.parameters()).containsExactly(answer, within(1e-3));
  }
}
