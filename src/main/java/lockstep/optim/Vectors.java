package lockstep.optim;

/** Loops over flat arrays, always in the same order. */
final class Vectors {
  private Vectors() {}

  /**
   * a'b, in four running sums, since one would make each addition wait for the last. Neither is
   * modified.
   */
  static double dot(double[] a, double[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < a.length; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      s0 += a[i] * b[i];
    }
    return s0 + s1 + (s2 + s3);
  }

  /**
   * to := to + factor from.
   *
   * @param to Modified.
   */
  static void add(double factor, double[] from, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * from[i];
    }
  }

  /** a - b, new. */
  static double[] difference(double[] a, double[] b) {
    double[] difference = new double[a.length];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = a[i] - b[i];
    }
    return difference;
  }

  /** The sum of absolute values. */
  static double absoluteSum(double[] vector) {
    double sum = 0;
    for (double element : vector) {
      sum += Math.abs(element);
    }
    return sum;
  }
}
