package lockstep.nn;

import lockstep.linalg.PortableMath;

/**
 * f(z) = z P(Z &lt;= z) for a standard normal Z (Hendrycks and Gimpel, "Gaussian error linear
 * units", 2016): the exact form, as Keras has it by default, not the one by tanh. With the density
 * p, f' = P(Z &lt;= z) + z p(z).
 *
 * <p>The tail P(Z &gt; z) for z &gt;= 0 is e^(-z^2 / 2) t S(2t - 1) with t = 4 / (4 + z) and S a
 * Chebyshev series: one formula from 0 to infinity, without the cancellation that 1 - P(Z &lt;= z)
 * would suffer from z = 6 on. The coefficients are printed by {@code
 * scripts/golden/normal_tail.py}.
 */
public record Gelu() implements Activation {
  private static final double ROOT_OF_TWO_PI = 2.5066282746310002;
  private static final double[] SERIES = {
    0.24261280114151915,
    0.18792720420989265,
    0.05554838891881276,
    0.012129438315111521,
    0.0017314801240606202,
    8.014961859953749E-05,
    -2.5136847908026697E-05,
    -4.725842254926741E-06,
    2.5258922136865774E-07,
    1.536333687349456E-07,
    -8.452550300172939E-10,
    -5.171627015435708E-09,
    -2.8206509081173767E-11,
    1.9435038070971737E-10,
    -2.485356047851177E-12,
    -7.936207374645758E-12,
    4.606201711176235E-13,
    3.2821541166777413E-13,
    -4.353840663163703E-14,
    -1.2268185079261061E-14,
    3.232846081541394E-15,
    3.0451658804315853E-16,
    -2.0130368431552333E-16,
    7.151235360654053E-18,
    1.0142661060838386E-17,
  };

  @Override
  public String name() {
    return "gelu";
  }

  @Override
  public double value(double z) {
    return z * distribution(z);
  }

  @Override
  public double derivative(double z, double value) {
    return distribution(z) + z * PortableMath.exp(-z * z / 2) / ROOT_OF_TWO_PI;
  }

  /** P(Z &lt;= z). */
  private static double distribution(double z) {
    double t = 4 / (4 + Math.abs(z));
    double tail = PortableMath.exp(-z * z / 2) * t * series(2 * t - 1);
    return z > 0 ? 1 - tail : tail;
  }

  /** Clenshaw's recurrence. */
  private static double series(double u) {
    double next = 0;
    double last = 0;
    for (int j = SERIES.length - 1; j > 0; j--) {
      double b = 2 * u * last - next + SERIES[j];
      next = last;
      last = b;
    }
    return u * last - next + SERIES[0];
  }
}
