package lockstep.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CosineRestartsTest extends LearningRateContractTest {
  @Override
  LearningRate withPeak(double peak) {
    return new CosineRestarts(peak, 100, 2, 0.5, 0);
  }

  /** Decays of 100, 200 and 400 steps: the next begin at 100, 300 and 700. */
  @Override
  boolean jumpsAfter(long step) {
    return step == 99 || step == 299 || step == 699;
  }

  @Test
  void everyDecayIsTwiceAsLongAndHalfAsHigh() {
    LearningRate rate = withPeak(0.8);
    assertThat(rate.at(100)).isEqualTo(0.4);
    assertThat(rate.at(200)).isCloseTo(0.2, within(1e-15));
    assertThat(rate.at(300)).isEqualTo(0.2);
    assertThat(rate.at(700)).isEqualTo(0.1);
  }

  @Test
  void theFirstDecayIsOneWithoutRestarts() {
    for (long step = 0; step < 100; step++) {
      double alone = new CosineDecay(0.8, 100, 0.1).at(step);
      assertThat(new CosineRestarts(0.8, 100, 2, 1, 0.1).at(step)).isEqualTo(alone);
    }
  }

  @Test
  void withoutGrowthAllDecaysAreOfOneLength() {
    LearningRate rate = new CosineRestarts(0.8, 100, 1, 1, 0.1);
    for (long step = 0; step < 300; step++) {
      assertThat(rate.at(step + 100)).isEqualTo(rate.at(step));
    }
    assertThat(rate.at(1L << 50)).isEqualTo(rate.at((1L << 50) % 100));
  }
}
