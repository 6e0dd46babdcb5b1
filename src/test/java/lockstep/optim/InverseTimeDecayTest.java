package lockstep.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class InverseTimeDecayTest extends LearningRateContractTest {
  @Override
  LearningRate withPeak(double peak) {
    return new InverseTimeDecay(peak, 40);
  }

  @Test
  void isAHalfAThirdAndAQuarterAfterEqualTimes() {
    LearningRate rate = withPeak(0.6);
    assertThat(rate.at(40)).isCloseTo(0.3, within(1e-16));
    assertThat(rate.at(80)).isCloseTo(0.2, within(1e-16));
    assertThat(rate.at(120)).isCloseTo(0.15, within(1e-16));
  }
}
