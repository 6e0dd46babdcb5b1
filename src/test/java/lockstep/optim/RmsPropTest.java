package lockstep.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import lockstep.optim.Optimizer.Update;
import org.junit.jupiter.api.Test;

class RmsPropTest extends OptimizerContractTest {
  @Override
  Optimizer optimizer() {
    return RmsProp.DEFAULT;
  }

  @Override
  double learningRate() {
    return 0.05;
  }

  /** Its steps are of the rate's length however near the minimum is: the rate must fall. */
  @Override
  double learningRate(long update) {
    return learningRate() * Math.pow(0.995, (double) update);
  }

  /** v = 0.1 g^2: whatever the gradient, the first step is the rate over the root of 0.1. */
  @Test
  void theFirstStepForgetsTheSizeOfTheGradient() {
    for (double g : new double[] {0.5, 1e6, -40}) {
      Update at =
          new RmsProp(0.9, 0).update(new double[] {0}, new double[] {g}, optimizer().init(1), 0.1);
      assertThat(at.parameters()[0])
          .isCloseTo(-0.1 * Math.signum(g) / Math.sqrt(0.1), within(1e-15));
    }
  }

  @Test
  void epsilonStandsUnderTheRoot() {
    Optimizer wide = new RmsProp(0.5, 7);
    Update at = wide.update(new double[] {0}, new double[] {2}, wide.init(1), 0.3);
    // v = 0.5 4 = 2; sqrt(2 + 7) = 3.
    assertThat(at.parameters()[0]).isCloseTo(-0.2, within(1e-15));
    assertThat(at.state()).isEqualTo(new OptimizerState(1, new double[] {2}));
  }
}
