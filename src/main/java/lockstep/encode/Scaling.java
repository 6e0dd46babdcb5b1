package lockstep.encode;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * The affine map of one number: (x - mean) / scale, with a missing x (NaN) replaced by {@code
 * fill}.
 *
 * @param fill stands for a missing number, in the column's own unit; finite
 * @param mean finite
 * @param scale finite, positive
 */
public record Scaling(double fill, double mean, double scale) implements Serializable {

  /** Checks that features cannot become NaN or infinite through this map. */
  public Scaling {
    if (!(Double.isFinite(fill) && Double.isFinite(mean) && Double.isFinite(scale) && scale > 0)) {
      throw new IllegalArgumentException(
          "Cannot scale a column: expected finite fill and mean and a positive scale, found "
              + "fill %s, mean %s, scale %s".formatted(fill, mean, scale));
    }
  }

  /** Only fills: values keep their unit. */
  static Scaling none(double fill) {
    return new Scaling(fill, 0, 1);
  }

  /**
   * Standardises the column as it is after filling: mean and population standard deviation over the
   * present values and {@code fill} with weight {@code missingWeight}. A column without spread
   * keeps scale 1.
   *
   * @throws IllegalArgumentException if the squares of the values are beyond the doubles
   */
  static Scaling standard(String name, Moments moments, double fill, BigDecimal missingWeight) {
    try {
      double deviation = moments.standardDeviation(fill, missingWeight);
      return new Scaling(
          fill, moments.mean(fill, missingWeight), deviation < Double.MIN_NORMAL ? 1 : deviation);
    } catch (ArithmeticException e) {
      throw tooLarge(name, moments, e);
    }
  }

  /** The mean of the present values. */
  static double meanFill(String name, Moments moments) {
    try {
      return moments.mean();
    } catch (ArithmeticException e) {
      throw tooLarge(name, moments, e);
    }
  }

  private static IllegalArgumentException tooLarge(
      String name, Moments moments, ArithmeticException cause) {
    return new IllegalArgumentException(
        "Cannot scale column \"%s\": expected numbers below 1e150 in size, found %s to %s"
            .formatted(name, moments.min(), moments.max()),
        cause);
  }

  /** (x - mean) / scale; for a missing x (NaN) that of the fill. */
  public double apply(double x) {
    return ((Double.isNaN(x) ? fill : x) - mean) / scale;
  }

  /** The inverse: z scale + mean. */
  public double invert(double z) {
    return z * scale + mean;
  }
}
