package lockstep.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import lockstep.linalg.SplitMix64;
import org.junit.jupiter.api.Test;

class SquaredErrorTest extends LossContractTest {
  @Override
  Loss loss() {
    return new SquaredError();
  }

  @Override
  double drawLabel(SplitMix64 random, int k) {
    return random.nextGaussian();
  }

  @Test
  void targetsAreAveragedAndThereIsNoFactorOneHalf() {
    double[] gradient = new double[2];
    double loss = loss().evaluate(new double[] {3, -1}, new double[] {9, 1, 3}, 1, gradient);
    assertThat(loss).isEqualTo((2 * 2 + 4 * 4) / 2.0);
    assertThat(gradient).containsExactly(2, -4);
    assertThat(loss().outputs(new double[] {3, -1})).containsExactly(3, -1);
  }

  /** -log N(y; z, 1) = (z - y)^2 / 2 + log sqrt(2 pi). */
  @Test
  void goldenSquaredErrorAssumesGaussianErrors() {
    for (double error = -3; error <= 3; error += 0.5) {
      double density = Math.exp(-error * error / 2) / Math.sqrt(2 * Math.PI);
      double constant = Math.log(Math.sqrt(2 * Math.PI));
      double loss = loss().evaluate(new double[] {1 + error}, new double[] {1}, 0, new double[1]);
      assertThat(loss / 2 + constant).isCloseTo(-Math.log(density), within(1e-14));
    }
  }
}
