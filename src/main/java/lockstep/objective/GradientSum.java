package lockstep.objective;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Sums over rows. With {@link #plus} and {@link #zero} a commutative monoid, up to rounding; in a
 * fixed tree, to the bit.
 *
 * @param gradient sum of weight times gradient of the loss by the parameters, [p]
 * @param lossSum sum of weight times loss
 * @param weightSum sum of weights
 */
public record GradientSum(double[] gradient, double lossSum, double weightSum)
    implements Serializable {
  /** The sum over no rows, for {@code parameters} parameters. */
  public static GradientSum zero(int parameters) {
    return new GradientSum(new double[parameters], 0, 0);
  }

  /** The same sum in an array of its own. */
  public GradientSum copy() {
    return new GradientSum(gradient.clone(), lossSum, weightSum);
  }

  /** The sum over the rows of both. Neither is modified. */
  public GradientSum plus(GradientSum other) {
    return copy().absorb(other);
  }

  /**
   * The sum over the rows of both, held in this sum's array: what {@link #plus} gives, without a
   * new array. Only the owner of this sum may call it.
   *
   * @param other Not modified.
   */
  public GradientSum absorb(GradientSum other) {
    double[] from = other.gradient;
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] += from[i];
    }
    return new GradientSum(gradient, lossSum + other.lossSum, weightSum + other.weightSum);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GradientSum sum
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
    return "GradientSum[parameters=%d, lossSum=%s, weightSum=%s]"
        .formatted(gradient.length, lossSum, weightSum);
  }
}
