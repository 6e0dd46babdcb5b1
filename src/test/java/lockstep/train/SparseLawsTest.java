package lockstep.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import lockstep.CentralDifferences;
import lockstep.data.Block;
import lockstep.data.DataShard;
import lockstep.data.Shard;
import lockstep.data.ShardTree;
import lockstep.data.SparseRows;
import lockstep.data.Split;
import lockstep.data.StepPlan;
import lockstep.linalg.Precision;
import lockstep.objective.GradientPass;
import lockstep.objective.GradientSum;
import lockstep.objective.Objective;
import lockstep.objective.ShardSum;
import lockstep.optim.Adam;
import lockstep.optim.LearningRate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sparse rows give what the same rows give when they are dense. */
class SparseLawsTest {
  private static final long SEED = 7;
  private static final int[] ROWS = {40, 0, 1, 2 * ShardPass.BATCH_ROWS + 13, 7};

  /** Every head, linear and with a hidden layer, and in both precisions. */
  static Stream<Wide> problems() {
    return Problem.all().stream()
        .filter(problem -> problem.hidden().size() < 2)
        .map(problem -> new Wide(problem, 300, problem.precision() == Precision.FLOAT64));
  }

  /** Without the kinks of activations, where differences mean nothing. */
  static Stream<Wide> smooth() {
    return Problem.all().stream()
        .filter(problem -> problem.hidden().size() != 1)
        .filter(problem -> problem.precision() == Precision.FLOAT64)
        .map(problem -> new Wide(problem, 12, true));
  }

  private static double relative(Wide wide) {
    return wide.narrow().precision() == Precision.FLOAT32 ? 4e-5 : 1e-12;
  }

  @ParameterizedTest
  @MethodSource("problems")
  void aStepIsThatOfTheDenseTable(Wide wide) {
    double[] parameters = wide.parameters(SEED);
    try (StepEngine ours = new LocalEngine(wide.shards(ROWS), wide.evaluator());
        StepEngine theirs = new LocalEngine(wide.standardised(ROWS), wide.plainEvaluator())) {
      for (int steps : new int[] {1, 60}) {
        StepPlan plan = new StepPlan(SEED, 1, steps);
        GradientSum sum = ours.sum(parameters, plan, steps - 1);
        GradientSum dense = theirs.sum(parameters, plan, steps - 1);
        assertThat(sum.weightSum()).isEqualTo(dense.weightSum());
        Objective.Value actual = wide.objective().mean(parameters, sum);
        Objective.Value expected = wide.plainEvaluator().objective().mean(parameters, dense);
        double largest = Arrays.stream(expected.gradient()).map(Math::abs).max().orElse(0);
        assertThat(actual.gradient())
            .containsExactly(expected.gradient(), within(relative(wide) * largest));
        assertThat(actual.value())
            .isCloseTo(expected.value(), within(relative(wide) * expected.value()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("problems")
  void metricsAreThoseOfTheDenseTable(Wide wide) {
    double[] parameters = wide.parameters(SEED);
    try (StepEngine ours = new LocalEngine(wide.shards(ROWS), wide.evaluator());
        StepEngine theirs = new LocalEngine(wide.standardised(ROWS), wide.plainEvaluator())) {
      var actual = ours.evaluate(parameters, Split.VALIDATION).orElseThrow();
      var expected = theirs.evaluate(parameters, Split.VALIDATION).orElseThrow();
      assertThat(actual.numbers().keySet()).isEqualTo(expected.numbers().keySet());
      for (String name : expected.numbers().keySet()) {
        double value = expected.value(name).orElse(0);
        assertThat(actual.value(name).orElse(0))
            .as(name)
            .isCloseTo(value, within(relative(wide) * Math.max(1, Math.abs(value))));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("smooth")
  void theGradientMatchesCentralDifferences(Wide wide) {
    double[] parameters = wide.parameters(SEED);
    StepPlan plan = new StepPlan(SEED, 0, 4);
    try (StepEngine engine = new LocalEngine(wide.shards(23, 0, 1, 9), wide.evaluator())) {
      Objective objective = wide.objective();
      double[] differences =
          CentralDifferences.gradient(
              moved -> objective.mean(moved, engine.sum(moved, plan, 1)).value(), parameters);
      double[] gradient = objective.mean(parameters, engine.sum(parameters, plan, 1)).gradient();
      assertThat(CentralDifferences.relativeError(gradient, differences))
          .isLessThan(CentralDifferences.TOLERANCE);
    }
  }

  /** What a step touches is summed alone, in the bits of sums over all columns. */
  @ParameterizedTest
  @MethodSource("problems")
  void shrunkSumsAreTheBitsOfWholeOnes(Wide wide) {
    List<DataShard> shards = wide.shards(ROWS);
    double[] parameters = wide.parameters(SEED);
    Objective objective = wide.objective();
    Precision precision = wide.narrow().precision();
    StepPlan plan = new StepPlan(SEED, 0, 60);
    ShardTree<GradientSum> whole = new ShardTree<>(shards.size());
    for (DataShard shard : shards) {
      GradientPass pass = new GradientPass(objective, precision, ShardPass.BATCH_ROWS);
      pass.parameters(objective.stored(parameters));
      pass.begin(ShardSum.whole(precision, objective.parameters()), 0);
      Shard rows = shard.train();
      Block buffer = Block.sparse(precision, wide.features(), wide.labelSize(), 20);
      plan.forEachBatch(rows, 3, buffer, pass::add);
      whole.add(rows.number(), pass.end().inDouble(), GradientSum::plus);
    }
    ShardPass pass = new ShardPass(objective, precision, shards, shards.size());
    GradientSum sum = pass.sum(objective.stored(parameters), plan, 3).root();
    assertThat(sum.touched().all()).isFalse();
    assertThat(sum.whole()).isEqualTo(whole.root());
  }

  @Test
  void rowsOfWholeNumbersTrainToTheBitsOfTheDenseTable() {
    // No sum of products rounds here, in whichever order it is taken.
    Wide wide = new Wide(Problem.logistic(), 300, false);
    List<DataShard> dense = wide.standardised(40, 0, 1, 7);
    dense.forEach(shard -> shard.train().blocks().forEach(SparseLawsTest::toOnes));
    List<DataShard> sparse = dense.stream().map(SparseRows::of).toList();
    StepPlan plan = new StepPlan(SEED, 0, 12);
    double[] parameters = new double[wide.objective().parameters()];
    Updater updater = new Updater(wide.objective(), Adam.DEFAULT, LearningRate.constant(0.5));
    try (StepEngine ours = new LocalEngine(sparse, wide.evaluator());
        StepEngine theirs = new LocalEngine(dense, wide.evaluator())) {
      assertThat(ours.sum(parameters, plan, 0)).isEqualTo(theirs.sum(parameters, plan, 0));
      TrainingState start =
          new TrainingState(
              SEED, 0, 0, parameters, updater.init(parameters.length), StoppingState.NONE);
      StepPlan one = new StepPlan(SEED, 0, 1);
      assertThat(ours.runEpoch(start, one, updater))
          .isEqualTo(theirs.runEpoch(start, one, updater));
    }
  }

  private static void toOnes(Block block) {
    for (int row = 0; row < block.rows(); row++) {
      for (int j = 0; j < block.features().rows(); j++) {
        block.dense().set(j, row, Math.signum(block.features().at(j, row)));
      }
    }
  }

  @Test
  void theSumDoesNotDependOnTheOrderOfRowsAndAddsUpOverBlocks() {
    Wide wide =
        new Wide(new Problem(Problem.Head.SOFTMAX, List.of(6), Precision.FLOAT64), 300, true);
    double[] parameters = wide.parameters(SEED);
    Block rows = wide.shards(30).get(0).train().blocks().get(0);
    List<Block> reversed = new ArrayList<>();
    for (int row = rows.rows() - 1; row >= 0; row--) {
      reversed.add(rows.slice(row, 1));
    }
    GradientSum all = wide.objective().evaluate(parameters, rows);
    GradientSum other = wide.objective().evaluate(parameters, Rows.together(reversed));
    GradientSum parts =
        wide.objective()
            .evaluate(parameters, rows.slice(0, 11))
            .plus(wide.objective().evaluate(parameters, rows.slice(11, 19)));
    double largest = Arrays.stream(all.gradient()).map(Math::abs).max().orElse(0);
    assertThat(other.gradient()).containsExactly(all.gradient(), within(1e-13 * largest));
    assertThat(parts.gradient()).containsExactly(all.gradient(), within(1e-13 * largest));
    assertThat(parts.weightSum()).isEqualTo(all.weightSum());
  }
}
