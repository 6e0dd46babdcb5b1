package lockstep.train;

import java.io.Serializable;

/**
 * Which of two values of a metric is the better one.
 *
 * @param higher whether the metric is to be raised
 * @param minDelta by more than which a value must be better
 */
public record Better(boolean higher, double minDelta) implements Serializable {
  /** Whether a value is better than another; NaN is never better, and every number than NaN. */
  public boolean than(double value, double other) {
    if (Double.isNaN(other)) {
      return !Double.isNaN(value);
    }
    return higher ? value - minDelta > other : value + minDelta < other;
  }
}
