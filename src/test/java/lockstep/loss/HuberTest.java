package lockstep.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import lockstep.linalg.SplitMix64;
import org.junit.jupiter.api.Test;

class HuberTest extends LossContractTest {
  @Override
  Loss loss() {
    return new Huber(0.75);
  }

  @Override
  double drawLabel(SplitMix64 random, int k) {
    return random.nextGaussian();
  }

  private static double[] evaluate(double delta, double z, double y) {
    double[] gradient = new double[1];
    double value = new Huber(delta).evaluate(new double[] {z}, new double[] {y}, 0, gradient);
    return new double[] {value, gradient[0]};
  }

  @Test
  void smallErrorsAreSquaredAndLargeOnesAreNot() {
    assertThat(evaluate(2, 5, 4)).containsExactly(0.5, 1);
    assertThat(evaluate(2, 4, 6)).containsExactly(2, -2);
    assertThat(evaluate(2, 14, 4)).containsExactly(18, 2);
  }

  @Test
  void aLargeDeltaIsHalfTheSquaredError() {
    double[] gradient = new double[1];
    double square = new SquaredError().evaluate(new double[] {3}, new double[] {-4}, 0, gradient);
    assertThat(evaluate(1e6, 3, -4)).containsExactly(square / 2, gradient[0] / 2);
  }

  @Test
  void valueAndDerivativeAreContinuousAtDelta() {
    double step = 1e-9;
    assertThat(evaluate(2, 2 - step, 0)).containsExactly(evaluate(2, 2 + step, 0), within(5e-9));
  }

  @Test
  void deltaIsAboveZero() {
    for (double delta : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new Huber(delta))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Cannot make a Huber loss of delta %s: expected a number above 0", delta);
    }
  }
}
