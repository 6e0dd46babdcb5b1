package lockstep.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OneCycleTest extends LearningRateContractTest {
  @Override
  LearningRate withPeak(double peak) {
    return new OneCycle(peak, 500, 0.3);
  }

  @Override
  double first() {
    return 1.0 / 25;
  }

  @Test
  void hasItsPeakAfterTheRiseAndEndsLow() {
    LearningRate rate = withPeak(0.5);
    assertThat(rate.at(149)).isCloseTo(0.5, within(1e-15));
    assertThat(rate.at(499)).isCloseTo(0.5 / 250_000, within(1e-15));
    assertThat(rate.at(9999)).isEqualTo(rate.at(499));
  }

  @Test
  void aCycleTooShortForARiseOnlyFalls() {
    assertThat(new OneCycle(0.5, 1, 0.3).at(0)).isEqualTo(0.5);
    assertThat(new OneCycle(0.5, 3, 0.3).at(0)).isEqualTo(0.5);
    assertThat(new OneCycle(0.5, 3, 0.3).at(2)).isCloseTo(0.5 / 250_000, within(1e-15));
    assertThat(new OneCycle(0.5, 3, 0).at(0)).isEqualTo(0.5);
  }
}
