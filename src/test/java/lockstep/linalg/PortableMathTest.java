package lockstep.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PortableMathTest {
  private static final int TRIES = 200_000;

  @Test
  void expIsWithinTwoUnitsInTheLastPlace() {
    SplitMix64 random = new SplitMix64(1);
    for (int i = 0; i < TRIES; i++) {
      double x = (random.nextDouble() - 0.5) * (i % 2 == 0 ? 2 : 1416);
      double expected = StrictMath.exp(x);
      assertThat(Math.abs(PortableMath.exp(x) - expected))
          .as("exp(%s)", x)
          .isLessThanOrEqualTo(2 * Math.ulp(expected));
    }
  }

  @Test
  void expAtTheEdges() {
    assertThat(PortableMath.exp(0)).isEqualTo(1);
    assertThat(PortableMath.exp(1000)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(PortableMath.exp(709.78)).isCloseTo(StrictMath.exp(709.78), within(1e293));
    assertThat(PortableMath.exp(-1000)).isZero();
    assertThat(PortableMath.exp(Double.NEGATIVE_INFINITY)).isZero();
    assertThat(PortableMath.exp(Double.NaN)).isNaN();
  }

  @Test
  void log1pIsWithinTwoUnitsInTheLastPlace() {
    SplitMix64 random = new SplitMix64(2);
    for (int i = 0; i < TRIES; i++) {
      double x = i % 2 == 0 ? random.nextDouble() : StrictMath.exp(-700 * random.nextDouble());
      double expected = StrictMath.log1p(x);
      assertThat(Math.abs(PortableMath.log1p(x) - expected))
          .as("log1p(%s)", x)
          .isLessThanOrEqualTo(2 * Math.ulp(expected));
    }
    assertThat(PortableMath.log1p(0)).isZero();
    assertThat(PortableMath.log1p(1)).isCloseTo(StrictMath.log(2), within(1e-16));
  }

  @Test
  void tanhIsWithinFourUnitsInTheLastPlace() {
    SplitMix64 random = new SplitMix64(3);
    for (int i = 0; i < TRIES; i++) {
      double size =
          i % 2 == 0 ? 20 * random.nextDouble() : StrictMath.exp(-700 * random.nextDouble());
      double expected = StrictMath.tanh(size);
      assertThat(Math.abs(PortableMath.tanh(size) - expected))
          .as("tanh(%s)", size)
          .isLessThanOrEqualTo(4 * Math.ulp(expected));
      assertThat(PortableMath.tanh(-size)).isEqualTo(-PortableMath.tanh(size));
    }
  }

  @Test
  void tanhAtTheEdges() {
    assertThat(PortableMath.tanh(0)).isEqualTo(0);
    assertThat(1 / PortableMath.tanh(-0.0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(PortableMath.tanh(1e300)).isEqualTo(1);
    assertThat(PortableMath.tanh(Double.NEGATIVE_INFINITY)).isEqualTo(-1);
    assertThat(PortableMath.tanh(Double.NaN)).isNaN();
  }

  @Test
  void sigmoidNeverOverflows() {
    assertThat(PortableMath.sigmoid(1e300)).isEqualTo(1);
    assertThat(PortableMath.sigmoid(-1e300)).isZero();
    assertThat(PortableMath.sigmoid(0)).isEqualTo(0.5);
    assertThat(PortableMath.sigmoid(-5)).isCloseTo(0.0066928509, within(1e-10));
  }
}
