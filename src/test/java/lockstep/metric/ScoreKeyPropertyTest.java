package lockstep.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ScoreKeyPropertyTest {
  private static final double BOUND = 0x1p-41;

  @Property
  void keysKeepTheOrderOfScores(@ForAll double a, @ForAll double b) {
    if (a <= b) {
      assertThat(ScoreKey.of(a)).isLessThanOrEqualTo(ScoreKey.of(b));
    } else {
      assertThat(ScoreKey.of(a)).isGreaterThanOrEqualTo(ScoreKey.of(b));
    }
  }

  @Property
  void scoresFurtherApartThanTheBoundKeepDistinctKeys(@ForAll double score) {
    double further = score * (1 + 4 * BOUND);
    if (Math.abs(score) > Double.MIN_NORMAL && Double.isFinite(further)) {
      assertThat(ScoreKey.of(further)).isNotEqualTo(ScoreKey.of(score));
    }
  }

  @Property
  void roundingMovesAScoreByAtMostTheBound(@ForAll double score) {
    double rounded = ScoreKey.score(ScoreKey.of(score));
    if (Double.isFinite(rounded)) {
      double bound = Math.max(BOUND * Math.abs(score), 0x1p-1063);
      assertThat(Math.abs(rounded - score)).isLessThanOrEqualTo(bound);
    }
    assertThat(ScoreKey.of(rounded)).isEqualTo(ScoreKey.of(score));
  }

  @Example
  void lastBitNoiseDoesNotPartATie() {
    double sum = 0.1 + 0.2;
    assertThat(sum).isNotEqualTo(0.3);
    assertThat(ScoreKey.of(sum)).isEqualTo(ScoreKey.of(0.3));
    assertThat(ScoreKey.of(0.3 + 1e-11)).isGreaterThan(ScoreKey.of(0.3));
  }

  @Example
  void zerosAreOneKeyAndInfinitiesAreTheEnds() {
    assertThat(ScoreKey.of(-0.0)).isEqualTo(ScoreKey.of(0.0)).isZero();
    assertThat(ScoreKey.of(Double.POSITIVE_INFINITY)).isLessThan(Long.MAX_VALUE);
    assertThat(ScoreKey.of(Double.NEGATIVE_INFINITY)).isGreaterThan(Long.MIN_VALUE);
    assertThat(ScoreKey.of(1e300)).isLessThan(ScoreKey.of(Double.POSITIVE_INFINITY));
    assertThat(ScoreKey.of(-1)).isLessThan(ScoreKey.of(-1e-300)).isLessThan(ScoreKey.of(0));
  }

  @Example
  void noNumberIsRefused() {
    assertThatThrownBy(() -> ScoreKey.of(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot rank a row: expected a score, found NaN");
  }
}
