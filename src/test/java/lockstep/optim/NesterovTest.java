package lockstep.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import lockstep.optim.Optimizer.Update;
import org.junit.jupiter.api.Test;

class NesterovTest extends OptimizerContractTest {
  @Override
  Optimizer optimizer() {
    return new Nesterov(Momentum.DEFAULT);
  }

  @Override
  double learningRate() {
    return 0.05;
  }

  @Test
  void theFirstStepGoesAheadByTheMomentum() {
    Update at = optimizer().update(new double[] {1}, new double[] {2}, optimizer().init(1), 0.1);
    // v = -0.2; w = 1 - 0.9 0.2 - 0.2.
    assertThat(at.parameters()[0]).isCloseTo(0.62, within(1e-15));
    at = optimizer().update(at.parameters(), new double[1], at.state(), 0.1);
    assertThat(at.parameters()[0]).isCloseTo(0.62 - 0.9 * 0.9 * 0.2, within(1e-15));
  }

  @Test
  void withoutMomentumItIsGradientDescent() {
    Update plain = new Sgd().update(new double[] {1}, new double[] {2}, new Sgd().init(1), 0.1);
    Optimizer none = new Nesterov(0);
    Update at = none.update(new double[] {1}, new double[] {2}, none.init(1), 0.1);
    assertThat(at.parameters()).isEqualTo(plain.parameters());
  }
}
