package lockstep.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ExponentialDecayTest extends LearningRateContractTest {
  @Override
  LearningRate withPeak(double peak) {
    return new ExponentialDecay(peak, 50, 0.5);
  }

  @Test
  void halvesEveryFiftySteps() {
    LearningRate rate = withPeak(0.8);
    assertThat(rate.at(25)).isCloseTo(0.8 / Math.sqrt(2), within(1e-15));
    assertThat(rate.at(50)).isCloseTo(0.4, within(1e-15));
    assertThat(rate.at(150)).isCloseTo(0.1, within(1e-15));
  }

  @Test
  void meetsTheStairsWhereTheyBegin() {
    LearningRate stairs = new StepDecay(0.8, 50, 0.5);
    for (long step = 0; step <= 500; step += 50) {
      assertThat(withPeak(0.8).at(step)).isCloseTo(stairs.at(step), within(1e-15));
    }
  }
}
