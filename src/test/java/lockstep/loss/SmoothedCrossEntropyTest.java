package lockstep.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import lockstep.linalg.SplitMix64;
import org.junit.jupiter.api.Test;

class SmoothedCrossEntropyTest extends LossContractTest {
  private static final double ROUNDING = 1e-14;
  private static final double[] LOGITS = {0.5, -1, 2};

  @Override
  Loss loss() {
    return new SmoothedCrossEntropy(0.1);
  }

  @Override
  double drawLabel(SplitMix64 random, int k) {
    return random.nextInt(k);
  }

  private static double[] gradient(Loss loss, double y) {
    double[] gradient = new double[3];
    loss.evaluate(LOGITS, new double[] {y}, 0, gradient);
    return gradient;
  }

  @Test
  void withoutSmoothingIsThePlainLoss() {
    assertThat(gradient(new SmoothedCrossEntropy(0), 1))
        .isEqualTo(gradient(new CategoricalCrossEntropy(), 1));
    assertThat(loss().plain()).isEqualTo(new CategoricalCrossEntropy());
    assertThat(loss().name()).isEqualTo(loss().plain().name());
  }

  /** The loss is linear in the label. */
  @Test
  void smoothingIsAShareOfEveryClass() {
    double expected = 0;
    for (int y = 0; y < 3; y++) {
      double share = (y == 2 ? 0.9 : 0) + 0.1 / 3;
      expected +=
          share
              * new CategoricalCrossEntropy().evaluate(LOGITS, new double[] {y}, 0, new double[3]);
    }
    assertThat(loss().evaluate(LOGITS, new double[] {2}, 0, new double[3]))
        .isCloseTo(expected, within(ROUNDING));
  }
}
