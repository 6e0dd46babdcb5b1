package lockstep.optim;

import java.io.Serializable;

/**
 * A search along a direction for a step of which the strong Wolfe conditions hold,
 *
 * <pre>  f(a) &lt;= f(0) + c1 a f'(0)          and          |f'(a)| &lt;= c2 |f'(0)|</pre>
 *
 * <p>by Nocedal and Wright, "Numerical optimization", 2006, algorithms 3.5 (until a bracket is
 * found) and 3.6 (within it), with cubic interpolation. It is a value: whoever knows the function
 * at {@link #step} asks whether that is good, and if not for the search {@link #after} it; so it
 * can be kept between two evaluations.
 *
 * <p>Where a trial has no slope, only the first condition is asked for, and the bracket is halved.
 *
 * @param start at step 0, where the function falls
 * @param low the lowest place so far at which the first condition holds
 * @param high the other end of the bracket; null before there is one
 * @param step to try next
 * @param evaluations of the function so far
 * @param taken the step that led to the start; 0 if none did
 */
public record LineSearch(
    Trial start, Trial low, Trial high, double step, int evaluations, double taken)
    implements Serializable {
  /** c1: the share of the decrease by the slope that is asked for. */
  static final double DECREASE = 1e-4;

  /** c2: the share of the slope that may be left. */
  static final double CURVATURE = 0.9;

  /** After so many evaluations the lowest place is taken as it is. */
  static final int MOST_EVALUATIONS = 20;

  /** The share of a bracket at either end in which no step is tried. */
  private static final double MARGIN = 0.1;

  private static final double LEAST_GROWTH = 0.01;
  private static final double MOST_GROWTH = 10;

  /**
   * A search that begins.
   *
   * @param value at its start
   * @param slope there; if it is not below 0, the search has failed
   * @param step to try first, above 0
   * @param taken the step that led here
   */
  static LineSearch begin(double value, double slope, double step, double taken) {
    Trial start = new Trial(0, value, slope);
    return slope < 0
        ? new LineSearch(start, start, null, step, 0, taken)
        : new LineSearch(start, start, null, 0, MOST_EVALUATIONS, taken);
  }

  /** Whether the search has ended without any place lower than its start. */
  boolean failed() {
    return step == 0;
  }

  /** Whether the step of this trial is to be taken. */
  boolean accepts(Trial trial) {
    boolean last = evaluations >= MOST_EVALUATIONS;
    return last || (isLower(trial) && !(Math.abs(trial.slope()) > -CURVATURE * start.slope()));
  }

  private boolean isLower(Trial trial) {
    boolean decreases = trial.value() <= start.value() + DECREASE * trial.step() * start.slope();
    // Within rounding the first alone would hold of equal values, and a search would never fail.
    return decreases && trial.value() < low.value();
  }

  /** The search after a trial that is not accepted. */
  LineSearch after(Trial trial) {
    LineSearch next = narrowed(trial);
    return next.evaluations < MOST_EVALUATIONS
        ? next
        : new LineSearch(start, next.low, next.high, next.low.step(), next.evaluations, taken);
  }

  private LineSearch narrowed(Trial trial) {
    if (!isLower(trial)) {
      return within(low, trial);
    }
    if (high == null) {
      return trial.slope() >= 0 ? within(trial, low) : beyond(trial);
    }
    boolean risesToHigh = trial.slope() * (high.step() - low.step()) >= 0;
    return within(trial, risesToHigh ? low : high);
  }

  private LineSearch within(Trial newLow, Trial newHigh) {
    double width = Math.abs(newHigh.step() - newLow.step());
    double from = Math.min(newLow.step(), newHigh.step());
    double best = Trial.cubicMinimum(newLow, newHigh);
    double next =
        Double.isFinite(best)
            ? Math.max(from + MARGIN * width, Math.min(from + (1 - MARGIN) * width, best))
            : from + width / 2;
    return new LineSearch(start, newLow, newHigh, next, evaluations + 1, taken);
  }

  private LineSearch beyond(Trial trial) {
    double least = trial.step() + LEAST_GROWTH * (trial.step() - low.step());
    double most = MOST_GROWTH * trial.step();
    double best = Trial.cubicMinimum(low, trial);
    double next =
        Double.isFinite(best) ? Math.max(least, Math.min(most, best)) : (least + most) / 2;
    return new LineSearch(start, trial, null, next, evaluations + 1, taken);
  }
}
