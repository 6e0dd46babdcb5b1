package lockstep.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import lockstep.linalg.SplitMix64;
import org.junit.jupiter.api.Test;

class TunedBinaryCrossEntropyTest extends LossContractTest {
  private static final double ROUNDING = 1e-14;

  private static TunedBinaryCrossEntropy tuned(double smoothing, double... weights) {
    return new TunedBinaryCrossEntropy(smoothing, weights);
  }

  @Override
  Loss loss() {
    return tuned(0.1, 3, 0.5, 1, 0, 7);
  }

  @Override
  double drawLabel(SplitMix64 random, int k) {
    return random.nextInt(2);
  }

  private static double[] evaluate(Loss loss, double z, double y) {
    double[] gradient = new double[1];
    double value = loss.evaluate(new double[] {z}, new double[] {y}, 0, gradient);
    return new double[] {value, gradient[0]};
  }

  @Test
  void withoutSmoothingAndWithWeightsOfOneIsThePlainLoss() {
    for (double z = -40; z <= 40; z += 0.37) {
      for (double y : new double[] {0, 1}) {
        double[] plain = evaluate(new BinaryCrossEntropy(), z, y);
        assertThat(evaluate(tuned(0, 1), z, y)).containsExactly(plain, within(ROUNDING));
      }
    }
    assertThat(loss().plain()).isEqualTo(new BinaryCrossEntropy());
    assertThat(loss().name()).isEqualTo(loss().plain().name());
  }

  @Test
  void aPositiveWeightOfThreeIsThePositiveLabelThreeTimes() {
    double[] once = evaluate(new BinaryCrossEntropy(), 0.4, 1);
    double[] none = evaluate(new BinaryCrossEntropy(), 0.4, 0);
    assertThat(evaluate(tuned(0, 3), 0.4, 1))
        .containsExactly(new double[] {3 * once[0], 3 * once[1]}, within(ROUNDING));
    assertThat(evaluate(tuned(0, 3), 0.4, 0)).containsExactly(none, within(ROUNDING));
  }

  /** The loss is linear in the label. */
  @Test
  void smoothingIsAShareOfBothLabels() {
    double[] right = evaluate(new BinaryCrossEntropy(), 1.5, 1);
    double[] wrong = evaluate(new BinaryCrossEntropy(), 1.5, 0);
    double[] mixed = new double[2];
    java.util.Arrays.setAll(mixed, i -> 0.9 * right[i] + 0.1 * wrong[i]);
    assertThat(evaluate(tuned(0.2, 1), 1.5, 1)).containsExactly(mixed, within(ROUNDING));
  }
}
