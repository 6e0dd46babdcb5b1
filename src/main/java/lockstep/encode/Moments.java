package lockstep.encode;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import lockstep.linalg.ExactSum;

/**
 * The exact sums of w, w x and w x^2 over numbers x with weights w, with minimum and maximum. Mean
 * and variance are computed from them in decimal arithmetic and rounded once, so they depend on the
 * multiset of terms alone, and {@code sum w x^2 - (sum w x)^2 / sum w} may cancel without harm.
 *
 * <p>Exact as long as w x^2 neither overflows nor has digits below 2^-1074 (that is, for |x|
 * between 1e-150 and 1e150). Mutable; not for use by several threads.
 */
public final class Moments implements Serializable {
  private static final long serialVersionUID = 1;

  /** More digits than a double has by far: rounding to them first does not move the result. */
  private static final MathContext DIGITS = new MathContext(60);

  private final WeightSum weights;
  private final ExactSum sum;
  private final ExactSum squares;
  private double min;
  private double max;

  /** The sums of no numbers. */
  Moments() {
    this(
        new WeightSum(),
        new ExactSum(),
        new ExactSum(),
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY);
  }

  /**
   * Sums that were taken elsewhere.
   *
   * @param weights of w. Kept.
   * @param sum of w x. Kept.
   * @param squares of w x^2. Kept.
   */
  Moments(WeightSum weights, ExactSum sum, ExactSum squares, double min, double max) {
    this.weights = weights;
    this.sum = sum;
    this.squares = squares;
    this.min = min;
    this.max = max;
  }

  /**
   * Adds one number; a weight of 0 adds nothing.
   *
   * @param x finite
   * @param weight finite and not negative
   */
  void add(double x, double weight) {
    if (weight == 0) {
      return;
    }
    weights.add(weight);
    min = Math.min(min, x);
    max = Math.max(max, x);
    if (weight == 1) {
      sum.add(x);
      squares.addProduct(x, x);
      return;
    }
    sum.addProduct(weight, x);
    // w x^2 is three factors: x^2 as its rounded value and the rounding error, each times w.
    double square = x * x;
    squares.addProduct(weight, square);
    if (Double.isFinite(square)) {
      squares.addProduct(weight, Math.fma(x, x, -square));
    }
  }

  void add(Moments other) {
    weights.add(other.weights);
    sum.add(other.sum);
    squares.add(other.squares);
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
  }

  /** Whether no number of positive weight was added. */
  public boolean isEmpty() {
    return min > max;
  }

  /** The least number; positive infinity if there is none. */
  public double min() {
    return min;
  }

  /** The largest number; negative infinity if there is none. */
  public double max() {
    return max;
  }

  /** The exact sum of the weights. */
  public BigDecimal weight() {
    return weights.exactValue();
  }

  /** The weighted mean, rounded once. */
  public double mean() {
    return mean(0, BigDecimal.ZERO);
  }

  /** The weighted population standard deviation (divided by the weight sum), rounded once. */
  public double standardDeviation() {
    return standardDeviation(0, BigDecimal.ZERO);
  }

  /**
   * The mean after adding {@code fill} with weight {@code fillWeight}: (sum w x + v f) / (sum w +
   * v).
   *
   * @throws ArithmeticException if the weights or the sum are beyond the doubles, or sum to zero
   */
  double mean(double fill, BigDecimal fillWeight) {
    return filledSum(fill, fillWeight).divide(weight().add(fillWeight), DIGITS).doubleValue();
  }

  /**
   * The population standard deviation after adding {@code fill} with weight {@code fillWeight}:
   * with W, S and Q the sums of weights, values and squares after filling, sqrt(W Q - S^2) / W.
   *
   * @throws ArithmeticException if a square is beyond the doubles, or the weights sum to zero
   */
  double standardDeviation(double fill, BigDecimal fillWeight) {
    BigDecimal w = weight().add(fillWeight);
    BigDecimal s = filledSum(fill, fillWeight);
    BigDecimal f = new BigDecimal(fill);
    BigDecimal q = squares.exactValue().add(f.multiply(f).multiply(fillWeight));
    BigDecimal scaled = w.multiply(q).subtract(s.multiply(s));
    // Squares that underflowed may leave a trifle below zero.
    return scaled.signum() <= 0
        ? 0
        : scaled.round(DIGITS).sqrt(DIGITS).divide(w, DIGITS).doubleValue();
  }

  private BigDecimal filledSum(double fill, BigDecimal fillWeight) {
    return sum.exactValue().add(new BigDecimal(fill).multiply(fillWeight));
  }
}
