package lockstep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TanhTest extends ActivationContractTest {
  @Override
  Activation activation() {
    return new Tanh();
  }

  @Test
  void isOddAndBoundedByOne() {
    assertThat(activation().value(-0.7)).isEqualTo(-activation().value(0.7));
    assertThat(activation().value(0.5)).isCloseTo((Math.E - 1) / (Math.E + 1), within(1e-15));
    assertThat(activation().value(1000)).isEqualTo(1);
  }
}
