package lockstep.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class InverseSqrtDecayTest extends LearningRateContractTest {
  @Override
  LearningRate withPeak(double peak) {
    return new InverseSqrtDecay(peak, 20);
  }

  @Test
  void isAHalfAfterThreeTimesAndAThirdAfterEight() {
    LearningRate rate = withPeak(0.6);
    assertThat(rate.at(60)).isCloseTo(0.3, within(1e-16));
    assertThat(rate.at(160)).isCloseTo(0.2, within(1e-16));
  }
}
