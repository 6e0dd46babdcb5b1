package lockstep.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import lockstep.linalg.SplitMix64;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PoissonTest extends LossContractTest {
  private static final double ROUNDING = 1e-14;

  @Override
  Loss loss() {
    return new Poisson(false);
  }

  @Override
  double drawLabel(SplitMix64 random, int k) {
    return random.nextInt(4);
  }

  /** e^1000 is no number, and no other value is the likelihood. */
  @Override
  double farLogit() {
    return 300;
  }

  /** The laws, with an offset after the counts. */
  @Nested
  class WithOffset extends LossContractTest {
    @Override
    Loss loss() {
      return new Poisson(true);
    }

    @Override
    double drawLabel(SplitMix64 random, int k) {
      return random.nextInt(4);
    }

    @Override
    double farLogit() {
      return 300;
    }
  }

  private static double evaluate(Poisson loss, double z, double... label) {
    return loss.evaluate(new double[] {z}, label, 0, new double[1]);
  }

  @Test
  void isZeroWhereTheRateIsTheCount() {
    assertThat(evaluate(new Poisson(false), Math.log(7), 7)).isCloseTo(0, within(ROUNDING));
    assertThat(evaluate(new Poisson(false), -800, 0)).isZero();
  }

  /** 2 (y log(y / m) - y + m), halved. */
  @Test
  void isHalfTheDeviance() {
    double half = 5 * Math.log(5 / 2.0) - 5 + 2;
    assertThat(evaluate(new Poisson(false), Math.log(2), 5)).isCloseTo(half, within(ROUNDING));
    assertThat(evaluate(new Poisson(false), Math.log(2), 0)).isCloseTo(2, within(ROUNDING));
  }

  @Test
  void anOffsetIsAddedToTheLogit() {
    assertThat(evaluate(new Poisson(true), 0.5, 3, 0.25))
        .isEqualTo(evaluate(new Poisson(false), 0.75, 3));
    double[] logits = {0.5, -0.5};
    new Poisson(true).addOffset(logits, new double[] {9, 9, 0.25});
    assertThat(logits).containsExactly(0.75, -0.25);
    new Poisson(false).addOffset(logits, new double[] {9, 9});
    assertThat(logits).containsExactly(0.75, -0.25);
  }

  /** The naive sum of large terms loses the digits that the difference lives in. */
  @Test
  void isExactWhereTheTermsCancel() {
    double y = 1e9;
    double u = 1e-6;
    double z = Math.log(y) + u;
    double naive = Math.exp(z) - y * z + y * Math.log(y) - y;
    // y (u^2 / 2 + u^3 / 6), with u as far as z can hold it.
    double held = z - Math.log(y);
    double exact = y * (held * held / 2 + held * held * held / 6);
    assertThat(Math.abs(naive - exact)).isGreaterThan(1e-7);
    assertThat(evaluate(new Poisson(false), z, y)).isCloseTo(exact, within(1e-12));
  }

  @Test
  void outputsAreRates() {
    assertThat(loss().outputs(new double[] {0, Math.log(3)}))
        .containsExactly(new double[] {1, 3}, within(ROUNDING));
  }
}
