package lockstep.optim;

/**
 * Bounds of a gradient. First each element is brought into [-value, value]; then, where the
 * Euclidean norm of the whole vector is above {@code norm}, all are scaled down to it (Pascanu,
 * Mikolov and Bengio, "On the difficulty of training recurrent neural networks", 2013): {@code
 * clipvalue} and {@code global_clipnorm} of Keras, which allows one of them.
 *
 * @param norm largest norm, more than 0; infinity for none
 * @param value largest absolute value of an element, more than 0; infinity for none
 */
public record Clipping(double norm, double value) {
  /** Leaves every gradient as it is. */
  public static final Clipping NONE =
      new Clipping(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

  /** Checks that the bounds are above 0. */
  public Clipping {
    if (!(norm > 0) || !(value > 0)) {
      throw new IllegalArgumentException(
          "Cannot clip a gradient to norm %s and value %s: expected numbers above 0"
              .formatted(norm, value));
    }
  }

  /**
   * Brings a gradient within the bounds.
   *
   * @param gradient [p], finite. Modified where it is outside.
   * @param gradientNorm its Euclidean norm
   */
  public void apply(double[] gradient, double gradientNorm) {
    double length = gradientNorm;
    if (!Double.isInfinite(value) && largest(gradient) > value) {
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = Math.max(-value, Math.min(value, gradient[i]));
      }
      length = norm(gradient);
    }
    if (length > norm) {
      double factor = norm / length;
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= factor;
      }
    }
  }

  /**
   * The Euclidean norm.
   *
   * @param vector Not modified.
   */
  public static double norm(double[] vector) {
    return Math.sqrt(squares(vector, 0, vector.length));
  }

  /**
   * The sum of the squares of the elements {@code from} to {@code to} - 1, in four running sums,
   * since one would make each addition wait for the last.
   *
   * @param vector Not modified.
   */
  public static double squares(double[] vector, int from, int to) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = from;
    for (; i + 3 < to; i += 4) {
      a += vector[i] * vector[i];
      b += vector[i + 1] * vector[i + 1];
      c += vector[i + 2] * vector[i + 2];
      d += vector[i + 3] * vector[i + 3];
    }
    for (; i < to; i++) {
      a += vector[i] * vector[i];
    }
    return a + b + (c + d);
  }

  private static double largest(double[] vector) {
    double largest = 0;
    for (double element : vector) {
      largest = Math.max(largest, Math.abs(element));
    }
    return largest;
  }
}
