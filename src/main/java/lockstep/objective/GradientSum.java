package lockstep.objective;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Sums over rows. With {@link #plus} and {@link #zero} a commutative monoid, up to rounding; in a
 * fixed tree, to the bit. Of rows that touch few columns of the first layer the gradient may hold
 * those alone; sums of both kinds add up to the same bits, and are whole where that is smaller.
 *
 * @param touched the columns that the gradient holds
 * @param gradient sum of weight times gradient of the loss by the parameters: [p], or shrunk to the
 *     touched columns
 * @param lossSum sum of weight times loss
 * @param weightSum sum of weights
 */
public record GradientSum(
    TouchedColumns touched, double[] gradient, double lossSum, double weightSum)
    implements Serializable {
  /** Sums whose gradient is whole. */
  public GradientSum(double[] gradient, double lossSum, double weightSum) {
    this(TouchedColumns.ALL, gradient, lossSum, weightSum);
  }

  /** The sum over no rows, for {@code parameters} parameters. */
  public static GradientSum zero(int parameters) {
    return new GradientSum(new double[parameters], 0, 0);
  }

  /** The same sum in an array of its own. */
  public GradientSum copy() {
    return new GradientSum(touched, gradient.clone(), lossSum, weightSum);
  }

  /** The same sum with a whole gradient [p]: this one, if it is. */
  public GradientSum whole() {
    if (touched.all()) {
      return this;
    }
    double[] all = new double[touched.whole(gradient.length)];
    touched.addTo(all, gradient);
    return new GradientSum(all, lossSum, weightSum);
  }

  /** The sum over the rows of both. Neither is modified. */
  public GradientSum plus(GradientSum other) {
    return copy().absorb(other);
  }

  /**
   * The sum over the rows of both, held in this sum's array where it has room for both: what {@link
   * #plus} gives. Only the owner of this sum may call it.
   *
   * @param other Not modified.
   */
  public GradientSum absorb(GradientSum other) {
    if (!touched.all() && !other.touched.all() && !touched.equals(other.touched)) {
      ColumnUnion both = ColumnUnion.of(touched, other.touched);
      if (both.columns().pays()) {
        return with(both.columns(), both.sum(gradient, other.gradient), other);
      }
    }
    boolean alike = touched.equals(other.touched);
    GradientSum into = alike ? this : whole();
    if (alike || other.touched.all()) {
      addAll(into.gradient, other.gradient);
    } else {
      other.touched.addTo(into.gradient, other.gradient);
    }
    return with(into.touched, into.gradient, other);
  }

  private GradientSum with(TouchedColumns columns, double[] sum, GradientSum other) {
    return new GradientSum(columns, sum, lossSum + other.lossSum, weightSum + other.weightSum);
  }

  private static void addAll(double[] sums, double[] values) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += values[i];
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GradientSum sum
        && touched.equals(sum.touched)
        && Arrays.equals(gradient, sum.gradient)
        && lossSum == sum.lossSum
        && weightSum == sum.weightSum;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(gradient);
  }

  @Override
  public String toString() {
    return "GradientSum[%s, length=%d, lossSum=%s, weightSum=%s]"
        .formatted(touched, gradient.length, lossSum, weightSum);
  }
}
