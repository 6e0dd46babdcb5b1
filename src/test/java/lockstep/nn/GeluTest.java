package lockstep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GeluTest extends ActivationContractTest {
  @Override
  Activation activation() {
    return new Gelu();
  }

  /** It falls to -0.17 at -0.75 and rises again to 0. */
  @Override
  boolean rises() {
    return false;
  }

  @Test
  void hasItsLowestPointWhereItsDerivativeIsZero() {
    double lowest = -0.7517915247;
    assertThat(activation().value(lowest)).isCloseTo(-0.1699712075, within(1e-10));
    assertThat(activation().derivative(lowest, 0)).isCloseTo(0, within(1e-10));
  }

  /** P(Z &gt; 10) = 7.619853024160527e-24 (mpmath, erfc(10 / sqrt 2) / 2). */
  @Test
  void isExactInTheTail() {
    double expected = -10 * 7.619853024160527e-24;
    assertThat(activation().value(-10)).isCloseTo(expected, within(1e-14 * -expected));
    // 1 - P(Z <= 10) knows nothing of it.
    assertThat(activation().value(10)).isEqualTo(10);
  }
}
