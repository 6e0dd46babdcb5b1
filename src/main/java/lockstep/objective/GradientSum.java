package lockstep.objective;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Sums over rows. With {@link #plus} and {@link #zero} a commutative monoid, up to rounding; in a
 * fixed tree, to the bit. Of rows that touch few columns of the first layer the gradient may hold
 * those alone; sums of both kinds add up to the same bits, and are whole where that is smaller.
 *
 * <p>A gradient over several shards may still have to be added up. Asking for it does so; its owner
 * may do it range by range instead, together with what is to be done to each, while it is in the
 * cache.
 */
public final class GradientSum implements Serializable {
  private static final long serialVersionUID = 1;

  private final TouchedColumns touched;
  private final double[] gradient;
  private final double lossSum;
  private final double weightSum;
  private transient Addends addends;

  /** What a gradient is the sum of. */
  @FunctionalInterface
  interface Addends {
    /** Writes the elements {@code from} to {@code to} - 1 of the gradient. Any thread may call. */
    void addUp(int from, int to);
  }

  /**
   * Sums whose gradient stands.
   *
   * @param touched the columns that the gradient holds
   * @param gradient sum of weight times gradient of the loss by the parameters: [p], or shrunk to
   *     the touched columns
   * @param lossSum sum of weight times loss
   * @param weightSum sum of weights
   */
  public GradientSum(TouchedColumns touched, double[] gradient, double lossSum, double weightSum) {
    this.touched = touched;
    this.gradient = gradient;
    this.lossSum = lossSum;
    this.weightSum = weightSum;
  }

  /** Sums whose gradient is whole. */
  public GradientSum(double[] gradient, double lossSum, double weightSum) {
    this(TouchedColumns.ALL, gradient, lossSum, weightSum);
  }

  /** Sums whose whole gradient is still to be written by its addends. */
  GradientSum(double[] gradient, double lossSum, double weightSum, Addends addends) {
    this(gradient, lossSum, weightSum);
    this.addends = addends;
  }

  /** The columns that the gradient holds. */
  public TouchedColumns touched() {
    return touched;
  }

  /** The sum of weight times gradient of the loss: [p], or shrunk to the touched columns. */
  public double[] gradient() {
    addUp(0, gradient.length);
    addedUp();
    return gradient;
  }

  /** The sum of weight times loss. */
  public double lossSum() {
    return lossSum;
  }

  /** The sum of weights. */
  public double weightSum() {
    return weightSum;
  }

  /** The length of {@link #gradient}. */
  public int size() {
    return gradient.length;
  }

  /**
   * Adds up the elements {@code from} to {@code to} - 1 if need be, for the owner to work on. To be
   * called once for each element, by any threads, and then {@link #addedUp}.
   *
   * @return the gradient, of which those elements stand
   */
  public double[] addUp(int from, int to) {
    if (addends != null) {
      addends.addUp(from, to);
    }
    return gradient;
  }

  /** All elements have been added up. */
  public void addedUp() {
    addends = null;
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    gradient();
    out.defaultWriteObject();
  }

  /** The sum over no rows, for {@code parameters} parameters. */
  public static GradientSum zero(int parameters) {
    return new GradientSum(new double[parameters], 0, 0);
  }

  /** The same sum in an array of its own. */
  public GradientSum copy() {
    return new GradientSum(touched, gradient().clone(), lossSum, weightSum);
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
        return with(both.columns(), both.sum(gradient(), other.gradient()), other);
      }
    }
    boolean alike = touched.equals(other.touched);
    GradientSum into = alike ? this : whole();
    if (alike || other.touched.all()) {
      addAll(into.gradient(), other.gradient());
    } else {
      other.touched.addTo(into.gradient(), other.gradient());
    }
    return with(into.touched, into.gradient(), other);
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
        && Arrays.equals(gradient(), sum.gradient())
        && lossSum == sum.lossSum
        && weightSum == sum.weightSum;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(gradient());
  }

  @Override
  public String toString() {
    return "GradientSum[%s, length=%d, lossSum=%s, weightSum=%s]"
        .formatted(touched, gradient.length, lossSum, weightSum);
  }
}
