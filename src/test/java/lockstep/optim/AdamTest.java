package lockstep.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import lockstep.optim.Optimizer.Update;
import org.junit.jupiter.api.Test;

class AdamTest extends OptimizerContractTest {
  @Override
  Optimizer optimizer() {
    return Adam.DEFAULT;
  }

  @Override
  double learningRate() {
    return 0.05;
  }

  /** Both moments are unbiased, so the first quotient is g / |g|. */
  @Test
  void theFirstStepIsTheRateWhateverTheGradient() {
    for (double g : new double[] {1e-3, 1, 1e6, -40}) {
      Update at = optimizer().update(new double[] {0}, new double[] {g}, optimizer().init(1), 0.1);
      double expected = -0.1 * g / (Math.abs(g) + 1e-7);
      assertThat(at.parameters()[0]).isCloseTo(expected, within(1e-14));
    }
  }

  @Test
  void momentsFollowTheirDefinition() {
    Adam adam = new Adam(0.5, 0.75, 1e-8);
    Update at = adam.update(new double[] {0}, new double[] {2}, adam.init(1), 0.1);
    at = adam.update(at.parameters(), new double[] {-4}, at.state(), 0.1);
    // m = 0.5 (0.5 2) - 0.5 4 = -1.5; v = 0.75 (0.25 4) + 0.25 16 = 4.75.
    assertThat(at.state())
        .isEqualTo(new OptimizerState(2, new double[] {-1.5}, new double[] {4.75}));
    double second = 0.1 * (-1.5 / 0.75) / (Math.sqrt(4.75 / 0.4375) + 1e-8);
    assertThat(at.parameters()[0]).isCloseTo(-0.1 - second, within(1e-8));
  }
}
