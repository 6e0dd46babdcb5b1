package lockstep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ReluTest extends ActivationContractTest {
  @Override
  Activation activation() {
    return new LeakyRelu(0);
  }

  @Override
  double[] kinks() {
    return new double[] {0};
  }

  @Test
  void nothingNegativePasses() {
    assertThat(activation().value(-3)).isZero();
    assertThat(activation().value(3)).isEqualTo(3);
    assertThat(activation().derivative(-3, 0)).isZero();
    assertThat(activation().derivative(0, 0)).isCloseTo(0, within(0.0));
  }
}
