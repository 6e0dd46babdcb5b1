package lockstep;

import java.util.function.ToDoubleFunction;

/**
 * Derivatives by differences, to check written ones against.
 *
 * <p>Five points, (f(x-2h) - 8 f(x-h) + 8 f(x+h) - f(x+2h)) / 12h, are wrong by h^4 f'''''/30 and
 * by rounding of about 2^-53 |f| / h: near 1e-12 with h = 1e-3 where f is near 1. The two-point
 * form with its best h gives 1e-10, too coarse to ask small components for seven digits.
 */
public final class CentralDifferences {
  /** The relative error that a right gradient stays under. */
  public static final double TOLERANCE = 1e-7;

  /** How far from x the function is read, at |x| up to 1: keep kinks farther away. */
  public static final double REACH = 2e-3;

  private static final double SMALL_COMPONENT = 1e-4;

  private CentralDifferences() {}

  /** The gradient of {@code f} at {@code x} [p], which is not modified. */
  public static double[] gradient(ToDoubleFunction<double[]> f, double[] x) {
    double[] gradient = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double h = REACH / 2 * Math.max(1, Math.abs(x[i]));
      double near = moved(f, x, i, h) - moved(f, x, i, -h);
      double far = moved(f, x, i, 2 * h) - moved(f, x, i, -2 * h);
      gradient[i] = (8 * near - far) / (12 * h);
    }
    return gradient;
  }

  /**
   * The greatest relative error of a component. One below 1e-4 is measured against 1e-4, because
   * differences cannot resolve it; NaN counts as infinitely wrong.
   */
  public static double relativeError(double[] written, double[] differences) {
    double worst = 0;
    for (int i = 0; i < differences.length; i++) {
      double size = Math.max(Math.abs(written[i]), Math.abs(differences[i]));
      double error = Math.abs(written[i] - differences[i]) / Math.max(size, SMALL_COMPONENT);
      worst = Math.max(worst, Double.isNaN(error) ? Double.POSITIVE_INFINITY : error);
    }
    return worst;
  }

  private static double moved(ToDoubleFunction<double[]> f, double[] x, int i, double by) {
    double[] moved = x.clone();
    moved[i] += by;
    return f.applyAsDouble(moved);
  }
}
