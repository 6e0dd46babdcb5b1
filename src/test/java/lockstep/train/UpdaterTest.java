package lockstep.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import lockstep.SerializedCopy;
import lockstep.data.Block;
import lockstep.linalg.Precision;
import lockstep.loss.SquaredError;
import lockstep.nn.LeakyRelu;
import lockstep.nn.Network;
import lockstep.objective.GradientSum;
import lockstep.objective.Objective;
import lockstep.optim.Adam;
import lockstep.optim.Clipping;
import lockstep.optim.LearningRate;
import lockstep.optim.Sgd;
import org.junit.jupiter.api.Test;

class UpdaterTest {
  private static final double ROUNDING = 1e-12;

  /** y = w x + b under the mean square of the error. */
  private static Objective line(double l2) {
    return new Objective(Network.of(1, List.of(), new LeakyRelu(0), 1), new SquaredError(), l2);
  }

  private static Block points(double... xy) {
    int n = xy.length / 2;
    Block block = Block.zeros(Precision.FLOAT64, 1, 1, n);
    for (int i = 0; i < n; i++) {
      block.dense().set(0, i, xy[2 * i]);
      block.labels().set(0, i, xy[2 * i + 1]);
      block.weights().set(0, i, 1);
    }
    return block;
  }

  private static TrainingState start(Updater updater, double... parameters) {
    return new TrainingState(
        1, 0, 0, parameters, updater.optimizer().init(parameters.length), StoppingState.NONE);
  }

  private static TrainingState step(Updater updater, TrainingState state, Block rows) {
    return updater.update(state, updater.objective().evaluate(state.parameters(), rows));
  }

  /** Worked by hand: loss 25, gradient (-50, -10); then gradient (-223.2, -24.8). */
  @Test
  void stochasticStepsOnALineAreTheGoldenOnes() {
    Updater updater = new Updater(line(0), new Sgd(), LearningRate.constant(0.01));
    TrainingState first = step(updater, start(updater, 0, 0), points(5, 5));
    assertThat(first.parameters()).containsExactly(new double[] {0.5, 0.1}, within(ROUNDING));
    TrainingState second = step(updater, first, points(9, 17));
    assertThat(second.parameters()).containsExactly(new double[] {2.732, 0.348}, within(ROUNDING));
    assertThat(second.step()).isEqualTo(2);
    assertThat(second.optimizer().updates()).isEqualTo(2);
    double norms = Math.hypot(50, 10) + Math.hypot(223.2, 24.8);
    assertThat(second.sums().meanGradientNorm()).isCloseTo(norms / 2, within(ROUNDING));
    assertThat(second.sums().meanLoss()).isCloseTo((25 + 12.4 * 12.4) / 2, within(ROUNDING));
  }

  /** Worked by hand: gradient (-14.68, -6.00), then (1.42133, 1.0720). */
  @Test
  void batchStepsOnALineAreTheGoldenOnes() {
    Updater updater = new Updater(line(0), new Sgd(), LearningRate.constant(0.1));
    Block rows = points(1, 0.99, 2, 3.00, 3, 5.01);
    TrainingState first = step(updater, start(updater, 0, 0), rows);
    assertThat(first.parameters()).containsExactly(new double[] {1.468, 0.6}, within(ROUNDING));
    TrainingState second = step(updater, first, rows);
    assertThat(second.parameters()).containsExactly(new double[] {1.32587, 0.4928}, within(5e-6));
  }

  /** w := w - rate (gradient + l2 w), and nothing of it for the bias. */
  @Test
  void thePenaltyPullsWeightsAndNotBiases() {
    Updater updater = new Updater(line(0.5), new Sgd(), LearningRate.constant(0.1));
    GradientSum flat = new GradientSum(new double[2], 0, 4);
    assertThat(updater.update(start(updater, 2, 2), flat).parameters())
        .containsExactly(new double[] {1.9, 2}, within(ROUNDING));
    assertThat(updater.update(start(updater, -2, -2), flat).parameters())
        .containsExactly(new double[] {-1.9, -2}, within(ROUNDING));
  }

  @Test
  void sumsAreDividedOnceByTheirWeight() {
    Updater updater = new Updater(line(0), new Sgd(), LearningRate.constant(1));
    GradientSum sum = new GradientSum(new double[] {3, -6}, 1, 1.5);
    assertThat(updater.update(start(updater, 0, 0), sum).parameters()).containsExactly(-2, 4);
  }

  @Test
  void theGradientIsClippedAndItsNormReportedAsItWas() {
    Clipping clipping = new Clipping(5, Double.POSITIVE_INFINITY);
    Updater updater =
        new Updater(line(0), new Sgd(), LearningRate.constant(1), Optional.empty(), clipping);
    GradientSum sum = new GradientSum(new double[] {60, -80}, 1, 2);
    TrainingState after = updater.update(start(updater, 0, 0), sum);
    assertThat(after.parameters()).containsExactly(new double[] {-3, 4}, within(ROUNDING));
    assertThat(after.sums().meanGradientNorm()).isEqualTo(50);
  }

  @Test
  void theLearningRateIsThatOfTheStep() {
    Updater updater = new Updater(line(0), new Sgd(), step -> step == 0 ? 1 : 0.25);
    GradientSum sum = new GradientSum(new double[] {1, 1}, 1, 1);
    TrainingState first = updater.update(start(updater, 0, 0), sum);
    assertThat(first.parameters()).containsExactly(-1, -1);
    assertThat(updater.update(first, sum).parameters()).containsExactly(-1.25, -1.25);
  }

  @Test
  void reductionsAndRetriesScaleTheRateOfTheSchedule() {
    Plateau plateau = new Plateau("train-loss", new Better(false, 0), 0.5, 2, 0.2);
    LearningRate falling = step -> 1.0 / (1 + step);
    Updater updater = new Updater(line(0), new Sgd(), falling, Optional.of(plateau), Clipping.NONE);
    GradientSum sum = new GradientSum(new double[] {1, 1}, 1, 1);
    TrainingState reduced = start(updater, 0, 0).rated(new RateState(1, 0, 2, 0));
    assertThat(updater.update(reduced, sum).parameters()).containsExactly(-0.25, -0.25);
    TrainingState retried = start(updater, 0, 0).rated(new RateState(1, 0, 2, 1));
    TrainingState after = updater.update(retried, sum);
    assertThat(after.parameters()).containsExactly(new double[] {-0.025, -0.025}, within(ROUNDING));
    assertThat(updater.lastRate(after)).isCloseTo(0.025, within(ROUNDING));
    // From step 1 on, half of a half is below the least rate.
    assertThat(updater.lastRate(updater.update(after, sum))).isCloseTo(0.02, within(ROUNDING));
  }

  @Test
  void aStepWithoutWeightCountsAndChangesNothingElse() {
    Updater updater = new Updater(line(0.5), Adam.DEFAULT, LearningRate.constant(0.1));
    TrainingState before = step(updater, start(updater, 1, 1), points(5, 5));
    TrainingState after = updater.update(before, GradientSum.zero(2));
    assertThat(after)
        .isEqualTo(
            new TrainingState(
                before.seed(),
                before.epoch(),
                before.step() + 1,
                before.parameters(),
                before.optimizer(),
                before.stopping(),
                before.rate(),
                before.progress(),
                before.sums().skipped()));
    assertThat(after.sums().steps()).isEqualTo(2);
    assertThat(after.sums().meanGradientNorm()).isEqualTo(before.sums().meanGradientNorm());
  }

  @Test
  void nothingThatIsGivenIsModified() {
    Updater updater = new Updater(line(0.5), Adam.DEFAULT, LearningRate.constant(0.1));
    TrainingState state = step(updater, start(updater, 1, 1), points(5, 5));
    TrainingState kept = SerializedCopy.of(state);
    GradientSum sum = new GradientSum(new double[] {3, -6}, 1, 1.5);
    updater.update(state, sum);
    assertThat(state).isEqualTo(kept);
    assertThat(sum).isEqualTo(new GradientSum(new double[] {3, -6}, 1, 1.5));
  }

  @Test
  void aLossOrGradientThatIsNotFiniteEndsTraining() {
    Updater updater = new Updater(line(0), new Sgd(), LearningRate.constant(0.01));
    TrainingState state =
        step(updater, step(updater, start(updater, 0, 0), points(5, 5)), points(9, 17))
            .epochEnded(StoppingState.NONE);
    GradientSum steep = new GradientSum(new double[] {3, Double.NEGATIVE_INFINITY}, 8, 2);
    assertThatThrownBy(() -> updater.update(state, steep))
        .isInstanceOf(DivergenceException.class)
        .hasMessage(
            "Cannot take step 3 (epoch 2): expected a finite loss and gradient, found loss 4.0,"
                + " gradient norm Infinity, learning rate 0.01; try a smaller train.learning-rate,"
                + " or train.clip.norm against single large gradients");
    for (double loss : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      GradientSum lost = new GradientSum(new double[] {3, 4}, loss, 1);
      assertThatThrownBy(() -> updater.update(state, lost))
          .isInstanceOf(DivergenceException.class)
          .hasMessageContaining("loss %s, gradient norm 5.0", loss);
    }
  }
}
