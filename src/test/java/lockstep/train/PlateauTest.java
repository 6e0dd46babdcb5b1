package lockstep.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The rule of Keras: wait for patience epochs, multiply, wait again. */
class PlateauTest {
  private static Plateau rule(double minDelta, int patience, double min) {
    return new Plateau("validation-loss", new Better(false, minDelta), 0.5, patience, min);
  }

  /** The rates, from 1 on, of the epochs that follow each of the given values. */
  private static double[] rates(Plateau rule, double... values) {
    RateState[] state = {RateState.NONE};
    return Arrays.stream(values)
        .map(
            value -> {
              state[0] = rule.observe(state[0], value);
              return rule.reduced(1, state[0]);
            })
        .toArray();
  }

  @Test
  void theRateFallsAfterPatienceEpochsWithoutABetterValueAndPatienceBeginsAnew() {
    assertThat(rates(rule(0, 2, 0), 5, 6, 6, 6, 6)).containsExactly(1, 1, 0.5, 0.5, 0.25);
    assertThat(rates(rule(0, 2, 0), 5, 6, 4, 5, 3, 4, 4)).containsExactly(1, 1, 1, 1, 1, 1, 0.5);
    assertThat(rates(rule(0, 1, 0), 5, 5, 5)).containsExactly(1, 0.5, 0.25);
  }

  @Test
  void aSmallChangeIsNotBetter() {
    assertThat(rates(rule(0.5, 1, 0), 5, 4.5, 4.25)).containsExactly(1, 0.5, 0.5);
  }

  @Test
  void anUndefinedValueIsNeverBetter() {
    assertThat(rates(rule(0, 1, 0), Double.NaN, 5, Double.NaN)).containsExactly(0.5, 0.5, 0.25);
  }

  @Test
  void theRateDoesNotFallBelowTheLeastAndTheLeastRaisesNothing() {
    Plateau rule = rule(0, 1, 0.3);
    assertThat(rates(rule, 1, 1, 1, 1)).containsExactly(1, 0.5, 0.3, 0.3);
    RateState reduced = new RateState(1, 0, 3, 0);
    assertThat(rule.reduced(0.1, reduced)).isEqualTo(0.1);
    assertThat(rule.reduced(0.1, RateState.NONE)).isEqualTo(0.1);
  }

  @Test
  void reductionsOfAScheduleAreThoseOfItsRate() {
    RateState twice = new RateState(1, 0, 2, 0);
    assertThat(rule(0, 1, 0).reduced(0.8, twice)).isCloseTo(0.2, within(1e-15));
  }
}
