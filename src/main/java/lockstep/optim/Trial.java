package lockstep.optim;

import java.io.Serializable;

/**
 * A function along a line at one place.
 *
 * @param step how far along the direction, 0 at its start
 * @param value of the function; infinity where it is not finite
 * @param slope its derivative by the step; NaN where the path bends, as it does at the bounds of an
 *     orthant
 */
public record Trial(double step, double value, double slope) implements Serializable {
  /** Where the cubic through the values and slopes of two places is least; NaN if nowhere. */
  static double cubicMinimum(Trial a, Trial b) {
    Trial left = a.step <= b.step ? a : b;
    Trial right = a.step <= b.step ? b : a;
    double d1 =
        left.slope + right.slope - 3 * (left.value - right.value) / (left.step - right.step);
    double square = d1 * d1 - left.slope * right.slope;
    double d2 = Math.sqrt(square);
    double width = right.step - left.step;
    return right.step - width * ((right.slope + d2 - d1) / (right.slope - left.slope + 2 * d2));
  }
}
