package lockstep.train;

import static org.assertj.core.api.Assertions.assertThat;

import lockstep.optim.OptimizerState;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private static final double NONE = Double.POSITIVE_INFINITY;

  /** A state after an epoch of a step each, with these numbers. */
  private static TrainingState after(int epochs, double loss, double lossBefore, double norm) {
    return new TrainingState(
        1,
        epochs,
        10L * epochs,
        new double[1],
        new OptimizerState(0),
        StoppingState.NONE,
        RateState.NONE,
        new Progress(loss, lossBefore, norm),
        EpochSums.NONE,
        null);
  }

  @Test
  void nothingIsReachedBeforeTheFirstEpoch() {
    TrainingState start =
        new TrainingState(1, 0, 0, new double[1], new OptimizerState(0), StoppingState.NONE);
    assertThat(new Limits(1, 1, NONE, 1, 0).reached(start)).isEmpty();
  }

  @Test
  void epochsAndStepsAreCounted() {
    assertThat(Limits.ofEpochs(3).reached(after(2, 1, 2, 1))).isEmpty();
    assertThat(Limits.ofEpochs(3).reached(after(3, 1, 2, 1))).contains(StopReason.EPOCHS_DONE);
    assertThat(new Limits(9, 31, NONE, 0, 0).reached(after(3, 1, 2, 1))).isEmpty();
    assertThat(new Limits(9, 30, NONE, 0, 0).reached(after(3, 1, 2, 1)))
        .contains(StopReason.STEPS_DONE);
  }

  @Test
  void aChangeOfTheLossIsMeasuredByTheLoss() {
    Limits tolerant = new Limits(9, 99, NONE, 0.125, 0);
    assertThat(tolerant.reached(after(2, 7, 8, 1))).contains(StopReason.LOSS_TOLERANCE);
    assertThat(tolerant.reached(after(2, 9, 8, 1))).contains(StopReason.LOSS_TOLERANCE);
    assertThat(tolerant.reached(after(2, 6.9, 8, 1))).isEmpty();
    assertThat(tolerant.reached(after(1, 0.1, Double.NaN, 1))).isEmpty();
  }

  @Test
  void aSmallGradientIsEnough() {
    Limits tolerant = new Limits(9, 99, NONE, 0.125, 0);
    assertThat(tolerant.reached(after(2, 1, 8, 0.125))).contains(StopReason.GRADIENT_TOLERANCE);
    assertThat(tolerant.reached(after(2, 1, 8, 0.126))).isEmpty();
  }

  @Test
  void withoutToleranceNothingIsTooLittle() {
    assertThat(Limits.ofEpochs(9).reached(after(2, 1, 1, 0))).isEmpty();
  }
}
