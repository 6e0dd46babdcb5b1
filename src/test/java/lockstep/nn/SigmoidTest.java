package lockstep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SigmoidTest extends ActivationContractTest {
  @Override
  Activation activation() {
    return new Sigmoid();
  }

  @Test
  void goldenLogisticModelProbabilities() {
    double[] logits = {-5, 1, 7};
    double[] printed = {0.01, 0.73, 1.00};
    double[] exact = {0.0066928509, 0.7310585786, 0.9990889488};
    for (int i = 0; i < 3; i++) {
      assertThat(activation().value(logits[i])).isCloseTo(printed[i], within(0.005));
      assertThat(activation().value(logits[i])).isCloseTo(exact[i], within(5e-11));
    }
  }

  @Test
  void isFineWhereTheNaiveDerivativeFails() {
    // e^z / (1 + e^z)^2, the derivative as it is first written down.
    double naive = Math.exp(1000) / Math.pow(1 + Math.exp(1000), 2);
    assertThat(naive).isNaN();
    assertThat(activation().derivative(1000, activation().value(1000))).isZero();
    assertThat(activation().value(-700)).isCloseTo(Math.exp(-700), within(1e-318));
  }
}
