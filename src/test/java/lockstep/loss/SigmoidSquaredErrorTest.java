package lockstep.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import lockstep.linalg.SplitMix64;
import org.junit.jupiter.api.Test;

class SigmoidSquaredErrorTest extends LossContractTest {
  @Override
  Loss loss() {
    return new SigmoidSquaredError();
  }

  @Override
  double drawLabel(SplitMix64 random, int k) {
    return random.nextInt(2);
  }

  private double gradient(double z, double y) {
    double[] gradient = new double[1];
    loss().evaluate(new double[] {z}, new double[] {y}, 0, gradient);
    return gradient[0];
  }

  /** With the half in the loss, the derivative is the printed one. */
  @Test
  void goldenGradientIsErrorTimesTheSlopeOfTheSigmoid() {
    for (double z = -4; z <= 4; z += 0.5) {
      double p = 1 / (1 + Math.exp(-z));
      for (int y = 0; y <= 1; y++) {
        double loss = loss().evaluate(new double[] {z}, new double[] {y}, 0, new double[1]);
        assertThat(loss).isCloseTo((p - y) * (p - y) / 2, within(1e-15));
        assertThat(gradient(z, y)).isCloseTo((p - y) * p * (1 - p), within(1e-15));
      }
    }
  }

  /** Why it is not recommended: a row that is wrong and sure of it teaches nothing. */
  @Test
  void goldenGradientVanishesWhereTheModelIsConfidentlyWrong() {
    double[] crossEntropy = new double[1];
    new BinaryCrossEntropy().evaluate(new double[] {20}, new double[] {0}, 0, crossEntropy);
    assertThat(gradient(20, 0)).isBetween(0.0, 1e-8);
    assertThat(crossEntropy[0]).isCloseTo(1, within(1e-8));
  }

  /** Between 0 and 6 it lies above its chord's middle, and between -6 and 0 below. */
  @Test
  void isNotConvex() {
    double[] at = new double[3];
    for (int i = 0; i < 3; i++) {
      at[i] = loss().evaluate(new double[] {3.0 * i}, new double[] {0}, 0, new double[1]);
    }
    assertThat(at[1]).isGreaterThan((at[0] + at[2]) / 2);
  }

  @Test
  void outputsAreProbabilities() {
    assertThat(loss().outputs(new double[] {0, 1000, -1000})).containsExactly(0.5, 1, 0);
  }
}
