package lockstep.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import lockstep.SerializedCopy;
import org.junit.jupiter.api.Test;

/** The laws of a {@link LearningRate}; a subclass makes one from its peak. */
abstract class LearningRateContractTest {
  private static final double PEAK = 0.1;
  private static final int STEPS = 1000;

  /** The schedule whose highest rate, or the first where it falls, is {@code peak}. */
  abstract LearningRate withPeak(double peak);

  /** Whether the rate may jump after {@code step}. */
  boolean jumpsAfter(long step) {
    return false;
  }

  /** The most that the rate moves in one step elsewhere, as a share of the peak. */
  double largestMove() {
    return 0.04;
  }

  /** The rate at the first step, as a share of the peak. */
  double first() {
    return 1;
  }

  private LearningRate rate() {
    return withPeak(PEAK);
  }

  @Test
  void isFiniteAndNotNegativeAtEveryStep() {
    for (long step = 0; step <= STEPS; step++) {
      assertThat(rate().at(step)).as("rate of step %d", step).isFinite().isNotNegative();
    }
    assertThat(rate().at(1L << 40)).isFinite().isNotNegative();
  }

  @Test
  void startsWhereItSays() {
    assertThat(rate().at(0)).isCloseTo(first() * PEAK, within(1e-15));
  }

  @Test
  void isNeverAboveItsPeak() {
    for (long step = 0; step <= STEPS; step++) {
      assertThat(rate().at(step)).isLessThanOrEqualTo(PEAK * (1 + 1e-15));
    }
  }

  @Test
  void movesLittleInOneStepExceptWhereItSays() {
    for (long step = 0; step < STEPS; step++) {
      double move = Math.abs(rate().at(step + 1) - rate().at(step));
      if (jumpsAfter(step)) {
        assertThat(move).as("jump after step %d", step).isGreaterThan(largestMove() * PEAK);
      } else {
        assertThat(move).as("move after step %d", step).isLessThan(largestMove() * PEAK);
      }
    }
  }

  @Test
  void twiceThePeakIsTwiceTheRateOfEveryStep() {
    for (long step = 0; step <= STEPS; step++) {
      double twice = 2 * rate().at(step);
      assertThat(withPeak(2 * PEAK).at(step)).isCloseTo(twice, within(1e-15));
    }
  }

  @Test
  void isAFunctionOfTheStepAlone() {
    LearningRate once = rate();
    double later = once.at(77);
    once.at(STEPS);
    once.at(3);
    assertThat(once.at(77)).isEqualTo(later).isEqualTo(rate().at(77));
  }

  @Test
  void arrivesAsItWasSent() {
    assertThat(SerializedCopy.of(rate())).isEqualTo(rate());
  }
}
