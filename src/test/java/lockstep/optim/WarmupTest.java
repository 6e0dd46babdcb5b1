package lockstep.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WarmupTest extends LearningRateContractTest {
  @Override
  LearningRate withPeak(double peak) {
    return new Warmup(99, new CosineDecay(peak, 400, 0));
  }

  @Override
  double first() {
    return 0.01;
  }

  @Test
  void risesInAStraightLineToTheBeginningOfTheNext() {
    LearningRate rate = withPeak(0.8);
    for (long step = 0; step <= 99; step++) {
      assertThat(rate.at(step)).isCloseTo(0.8 * (step + 1) / 100, within(1e-15));
    }
    for (long step = 99; step < 600; step++) {
      assertThat(rate.at(step)).isEqualTo(new CosineDecay(0.8, 400, 0).at(step - 99));
    }
  }

  @Test
  void aRiseOfNoStepsIsNone() {
    LearningRate then = new ExponentialDecay(0.5, 10, 0.9);
    for (long step = 0; step < 50; step++) {
      assertThat(new Warmup(0, then).at(step)).isEqualTo(then.at(step));
    }
  }
}
