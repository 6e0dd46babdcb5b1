package lockstep.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ExactSumTest {
  @Test
  void keepsWhatFloatingPointLoses() {
    double naive = 1e16 + 1 - 1e16;
    assertThat(naive).isNotEqualTo(1);
    assertThat(sum(1e16, 1, -1e16).value()).isEqualTo(1);
    assertThat(sum(Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE).value())
        .isEqualTo(Double.MAX_VALUE);
    assertThat(sum(Double.MIN_VALUE, 1e300, -1e300).value()).isEqualTo(Double.MIN_VALUE);
  }

  @Test
  void roundsTiesToEven() {
    assertThat(sum(1, 0x1p-53).value()).isEqualTo(1);
    assertThat(sum(1, 0x1p-53, Double.MIN_VALUE).value()).isEqualTo(1 + 0x1p-52);
    assertThat(sum(1 + 0x1p-52, 0x1p-53).value()).isEqualTo(1 + 0x1p-51);
    assertThat(sum(-1, -0x1p-53, -Double.MIN_VALUE).value()).isEqualTo(-1 - 0x1p-52);
  }

  @Test
  void nonFiniteTermsGiveWhatAdditionGives() {
    assertThat(sum(1, Double.POSITIVE_INFINITY).value()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(sum(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY).value()).isNaN();
    assertThat(sum(1, Double.NaN, 2).value()).isNaN();
    assertThatThrownBy(() -> sum(Double.NaN).exactValue()).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void anEmptySumIsZero() {
    assertThat(new ExactSum().value()).isZero();
    assertThat(new ExactSum().exactValue()).isZero();
  }

  private static ExactSum sum(double... terms) {
    ExactSum sum = new ExactSum();
    for (double term : terms) {
      sum.add(term);
    }
    return sum;
  }
}
