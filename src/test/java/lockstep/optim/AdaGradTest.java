package lockstep.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import lockstep.optim.Optimizer.Update;
import org.junit.jupiter.api.Test;

class AdaGradTest extends OptimizerContractTest {
  @Override
  Optimizer optimizer() {
    return AdaGrad.DEFAULT;
  }

  @Override
  double learningRate() {
    return 1;
  }

  @Test
  void initialValueAndEpsilonStandUnderTheRoot() {
    Optimizer grad = new AdaGrad(4, 1);
    Update at = grad.update(new double[] {0}, new double[] {2}, grad.init(1), 0.3);
    // sqrt(4 + 2^2 + 1) = 3.
    assertThat(at.parameters()[0]).isCloseTo(-0.2, within(1e-15));
    assertThat(at.state()).isEqualTo(new OptimizerState(1, new double[] {4}));
  }

  /** With initial value and epsilon 0 and a gradient of 1, step t is rate / sqrt(t). */
  @Test
  void stepsShrinkLikeTheRootOfTheirNumber() {
    Optimizer grad = new AdaGrad(0, 0);
    Update at = new Update(new double[] {0}, grad.init(1));
    for (int t = 1; t <= 20; t++) {
      double before = at.parameters()[0];
      at = grad.update(at.parameters(), new double[] {1}, at.state(), 0.1);
      assertThat(before - at.parameters()[0]).isCloseTo(0.1 / Math.sqrt(t), within(1e-15));
    }
  }
}
