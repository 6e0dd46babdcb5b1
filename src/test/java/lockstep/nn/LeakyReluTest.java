package lockstep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LeakyReluTest extends ActivationContractTest {
  @Override
  Activation activation() {
    return new LeakyRelu(LeakyRelu.DEFAULT_SLOPE);
  }

  @Override
  double[] kinks() {
    return new double[] {0};
  }

  @Test
  void aHundredthOfWhatIsNegativePasses() {
    assertThat(activation().value(-3)).isCloseTo(-0.03, within(1e-17));
    assertThat(activation().value(3)).isEqualTo(3);
    assertThat(activation().derivative(0, 0)).isEqualTo(0.01);
  }
}
