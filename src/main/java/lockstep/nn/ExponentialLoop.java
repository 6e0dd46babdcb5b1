package lockstep.nn;

import lockstep.linalg.Exponentials;
import lockstep.linalg.Matrix;

/** The loop of activations that are functions of e^-|z|, over some hundred elements at once. */
final class ExponentialLoop {
  private static final int AT_ONCE = 512;
  private static final ThreadLocal<double[]> INPUTS =
      ThreadLocal.withInitial(() -> new double[AT_ONCE]);

  private ExponentialLoop() {}

  /** What makes outputs of exponentials. */
  @FunctionalInterface
  interface Finish {
    /**
     * Overwrites inputs by outputs.
     *
     * @param z [count or more]. Modified.
     * @param exponentials of factor |z|. Modified.
     */
    void apply(double[] z, int count, Exponentials exponentials);
  }

  /**
   * a := f(z), in double whatever the precision.
   *
   * @param z [units, n]. Not modified.
   * @param a [units, n]. Modified.
   * @param factor of |z| in the exponent, less than 0
   */
  static void run(Matrix z, Matrix a, double factor, Finish finish) {
    double[] values = INPUTS.get();
    Exponentials exponentials = Exponentials.ofThisThread();
    double[] exponents = exponentials.exponents(AT_ONCE);
    for (int from = 0; from < z.size(); from += AT_ONCE) {
      int count = Math.min(AT_ONCE, z.size() - from);
      z.read(from, count, values);
      exponents(values, count, factor, exponents);
      exponentials.run(count);
      finish.apply(values, count, exponentials);
      a.write(from, count, values);
    }
  }

  private static void exponents(double[] z, int count, double factor, double[] exponents) {
    for (int i = 0; i < count; i++) {
      exponents[i] = factor * Math.abs(z[i]);
    }
  }
}
