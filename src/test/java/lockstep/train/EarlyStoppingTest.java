package lockstep.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rule of Keras: wait for patience epochs after the best one, then stop. */
class EarlyStoppingTest {
  private static EarlyStopping rule(boolean higherIsBetter, int patience) {
    return new EarlyStopping("validation-loss", higherIsBetter, patience, true);
  }

  /** The number of the epoch after which the rule stops, and the best one; 0 if it does not. */
  private static int[] stopAndBest(EarlyStopping rule, double... values) {
    StoppingState state = StoppingState.NONE;
    for (int epoch = 1; epoch <= values.length; epoch++) {
      state = rule.observe(state, epoch, values[epoch - 1], new double[] {epoch});
      if (rule.stops(state, epoch)) {
        return new int[] {epoch, state.bestEpoch()};
      }
    }
    return new int[] {0, state.bestEpoch()};
  }

  @Test
  void stopsAfterPatienceEpochsInARowWithoutABetterValue() {
    assertThat(stopAndBest(rule(false, 2), 5, 4, 4.5, 4.6, 1)).containsExactly(4, 2);
    assertThat(stopAndBest(rule(false, 3), 5, 4, 4.5, 4.6, 1, 2, 2, 2)).containsExactly(8, 5);
    assertThat(stopAndBest(rule(false, 1), 5, 4, 3, 2, 1)).containsExactly(0, 5);
  }

  @Test
  void higherIsBetterWhereTheRuleSaysSo() {
    assertThat(stopAndBest(rule(true, 2), 0.5, 0.6, 0.55, 0.6, 0.7)).containsExactly(4, 2);
    assertThat(stopAndBest(rule(false, 2), 0.5, 0.6, 0.55, 0.6, 0.7)).containsExactly(3, 1);
  }

  @Test
  void anEqualValueIsNotBetter() {
    assertThat(stopAndBest(rule(false, 2), 3, 3, 3)).containsExactly(3, 1);
    assertThat(stopAndBest(rule(true, 2), 3, 3, 3)).containsExactly(3, 1);
  }

  @Test
  void anUndefinedValueIsNeverBetter() {
    double none = Double.NaN;
    assertThat(stopAndBest(rule(false, 2), none, 4, none, 3, none, none)).containsExactly(6, 4);
    assertThat(stopAndBest(rule(true, 2), none, none, 1)).containsExactly(2, 0);
  }

  /** The published runs: best epoch and patience give the epoch they stopped at. */
  @ParameterizedTest
  @CsvSource({"31, 50, 81", "14, 50, 64"})
  void stopsWhereThePublishedRunsDid(int best, int patience, int stop) {
    double[] values = IntStream.range(1, 200).mapToDouble(e -> -Math.abs(e - best)).toArray();
    assertThat(stopAndBest(rule(true, patience), values)).containsExactly(stop, best);
  }

  @Test
  void noPatienceNeverStops() {
    assertThat(EarlyStopping.OFF.active()).isFalse();
    assertThat(stopAndBest(EarlyStopping.OFF, 1, 2, 3, 4, 5)[0]).isZero();
  }

  private static EarlyStopping rule(
      double minDelta, int startFromEpoch, double baseline, boolean higherIsBetter) {
    Better better = new Better(higherIsBetter, minDelta);
    return new EarlyStopping("validation-loss", better, 2, startFromEpoch, baseline, true);
  }

  @Test
  void aValueThatIsBetterByNoMoreThanTheLeastChangeIsNotBetter() {
    EarlyStopping falling = rule(0.5, 0, Double.NaN, false);
    assertThat(stopAndBest(falling, 5, 4.75, 4.5)).containsExactly(3, 1);
    assertThat(stopAndBest(falling, 5, 4.75, 4.25)).containsExactly(0, 3);
    EarlyStopping rising = rule(0.5, 0, Double.NaN, true);
    assertThat(stopAndBest(rising, 1, 1.25, 1.5)).containsExactly(3, 1);
    assertThat(stopAndBest(rising, 1, 1.25, 1.75)).containsExactly(0, 3);
  }

  @Test
  void epochsBeforeTheStartAreNotWatched() {
    EarlyStopping late = rule(0, 3, Double.NaN, false);
    assertThat(stopAndBest(late, 1, 2, 3, 4, 5, 6)).containsExactly(6, 4);
    assertThat(stopAndBest(late, 1, 1, 1)).containsExactly(0, 0);
  }

  /** As in Keras: what is better than before, but does not pass the baseline, is best and waits. */
  @Test
  void onlyPassingTheBaselineMakesPatienceBeginAnew() {
    EarlyStopping below = rule(0, 0, 3, false);
    assertThat(stopAndBest(below, 5, 6, 4, 4)).containsExactly(2, 1);
    assertThat(stopAndBest(below, 9, 8, 7, 6, 5, 5)).containsExactly(6, 5);
    assertThat(stopAndBest(below, 2.5, 4, 2, 4, 4)).containsExactly(5, 3);
    assertThat(stopAndBest(rule(0, 0, 3, true), 2, 1)).containsExactly(2, 1);
  }

  @Test
  void aRuleWithoutEndRemembersTheBestAndRestoresItOnlyWhenTheTimeIsUp() {
    EarlyStopping endless = rule(false, EarlyStopping.ENDLESS);
    assertThat(stopAndBest(endless, 5, 4, 6, 7, 8, 9)).containsExactly(0, 2);
    assertThat(endless.restores(StopReason.TIME_IS_UP)).isTrue();
    assertThat(endless.restores(StopReason.EPOCHS_DONE)).isFalse();
    assertThat(rule(false, 2).restores(StopReason.EPOCHS_DONE)).isTrue();
  }

  @Test
  void theParametersOfTheBestEpochAreKeptOnlyToBeRestored() {
    double[] parameters = {1, 2};
    EarlyStopping keeps = rule(false, 2);
    EarlyStopping forgets = new EarlyStopping("validation-loss", false, 2, false);
    StoppingState kept = keeps.observe(StoppingState.NONE, 1, 5, parameters);
    assertThat(kept).isEqualTo(new StoppingState(1, 5, new double[] {1, 2}, 0));
    assertThat(keeps.observe(kept, 2, 6, new double[] {3, 4})).isEqualTo(kept.longer());
    assertThat(forgets.observe(StoppingState.NONE, 1, 5, parameters).bestParameters()).isNull();
  }
}
