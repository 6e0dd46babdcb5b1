package lockstep.optim;

import static org.assertj.core.api.Assertions.assertThat;

import lockstep.SerializedCopy;
import org.junit.jupiter.api.Test;

class OptimizerStateTest {
  private static OptimizerState state(long updates, double last) {
    return new OptimizerState(updates, new double[] {1, 2}, new double[] {3, last});
  }

  @Test
  void statesOfEqualContentAreEqual() {
    assertThat(state(3, 4)).isEqualTo(state(3, 4)).hasSameHashCodeAs(state(3, 4));
    assertThat(SerializedCopy.of(state(3, 4))).isEqualTo(state(3, 4));
    assertThat(state(3, Double.NaN)).isEqualTo(state(3, Double.NaN));
  }

  @Test
  void everyPartCounts() {
    assertThat(state(3, 4))
        .isNotEqualTo(state(2, 4))
        .isNotEqualTo(state(3, Math.nextUp(4.0)))
        .isNotEqualTo(new OptimizerState(3, new double[] {1, 2}))
        .isNotEqualTo(new OptimizerState(3));
    assertThat(state(3, 4)).hasToString("OptimizerState[updates=3, moments=2]");
  }

  @Test
  void aConstantLearningRateIsTheSameAtEveryStep() {
    LearningRate rate = SerializedCopy.of(LearningRate.constant(0.1));
    assertThat(rate.at(0)).isEqualTo(rate.at(1L << 40)).isEqualTo(0.1);
  }
}
