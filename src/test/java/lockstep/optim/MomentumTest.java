package lockstep.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import lockstep.optim.Optimizer.Update;
import org.junit.jupiter.api.Test;

class MomentumTest extends OptimizerContractTest {
  @Override
  Optimizer optimizer() {
    return new Momentum(Momentum.DEFAULT);
  }

  @Override
  double learningRate() {
    return 0.05;
  }

  @Test
  void theVelocityOutlivesTheGradient() {
    Update at = optimizer().update(new double[] {1}, new double[] {2}, optimizer().init(1), 0.1);
    assertThat(at.parameters()[0]).isCloseTo(0.8, within(1e-15));
    at = optimizer().update(at.parameters(), new double[1], at.state(), 0.1);
    assertThat(at.parameters()[0]).isCloseTo(0.8 - 0.9 * 0.2, within(1e-15));
  }

  @Test
  void aVelocityIsNotScaledByALaterRate() {
    // Keras's form, not PyTorch's: what was gathered at rate 0.1 is not taken back at rate 0.
    Update at = optimizer().update(new double[] {1}, new double[] {2}, optimizer().init(1), 0.1);
    at = optimizer().update(at.parameters(), new double[] {5}, at.state(), 0);
    assertThat(at.parameters()[0]).isCloseTo(0.62, within(1e-15));
  }

  @Test
  void withoutMomentumItIsGradientDescent() {
    Update plain = new Sgd().update(new double[] {1}, new double[] {2}, new Sgd().init(1), 0.1);
    Optimizer none = new Momentum(0);
    Update at = none.update(new double[] {1}, new double[] {2}, none.init(1), 0.1);
    assertThat(at.parameters()).isEqualTo(plain.parameters());
  }
}
