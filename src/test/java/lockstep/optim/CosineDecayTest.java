package lockstep.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CosineDecayTest extends LearningRateContractTest {
  @Override
  LearningRate withPeak(double peak) {
    return new CosineDecay(peak, 200, 0.1);
  }

  @Test
  void isHalfWayDownAtHalfTimeAndStaysAtItsEnd() {
    LearningRate rate = withPeak(0.6);
    assertThat(rate.at(100)).isCloseTo(0.33, within(1e-15));
    // cos(pi / 3) = 1 / 2.
    assertThat(new CosineDecay(1, 300, 0).at(100)).isCloseTo(0.75, within(1e-15));
    assertThat(rate.at(200)).isCloseTo(0.06, within(1e-15));
    assertThat(rate.at(5000)).isCloseTo(0.06, within(1e-15));
  }
}
