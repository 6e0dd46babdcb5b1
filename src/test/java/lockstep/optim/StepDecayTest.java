package lockstep.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StepDecayTest extends LearningRateContractTest {
  @Override
  LearningRate withPeak(double peak) {
    return new StepDecay(peak, 100, 0.5);
  }

  @Override
  boolean jumpsAfter(long step) {
    return step % 100 == 99 && step < 400;
  }

  @Test
  void everyStairIsHalfTheOneBefore() {
    LearningRate rate = withPeak(0.8);
    assertThat(rate.at(99)).isEqualTo(0.8);
    assertThat(rate.at(100)).isEqualTo(0.4);
    assertThat(rate.at(300)).isCloseTo(0.1, within(1e-16));
  }
}
