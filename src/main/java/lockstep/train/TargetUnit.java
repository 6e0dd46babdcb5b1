package lockstep.train;

import java.io.Serializable;

/**
 * From the scale on which targets are trained to the user's own unit: y = mean + deviation t, for
 * each of m targets.
 */
public record TargetUnit(double[] mean, double[] deviation) implements Serializable {
  /**
   * Converts the first m numbers in place.
   *
   * @param values [m] or more. Modified.
   */
  public void toOwnUnit(double[] values) {
    for (int i = 0; i < mean.length; i++) {
      values[i] = mean[i] + deviation[i] * values[i];
    }
  }
}
