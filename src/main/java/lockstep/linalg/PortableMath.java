package lockstep.linalg;

/**
 * Exponential and logarithm with the same bits on every machine and Java, and fast: {@link
 * Math#exp} may differ by processor and release, {@link StrictMath} takes several times as long.
 * Only additions, multiplications and divisions of doubles, which Java rounds alike everywhere. The
 * approximations are those of Moshier's Cephes library (1989); the error stays within 2 units of
 * the last place.
 */
public final class PortableMath {
  private static final double LOG2_E = 1.4426950408889634;
  private static final double LN_2 = 0.6931471805599453;
  // ln 2 in two parts: n times the first is exact for every n that is needed.
  private static final double LN_2_HIGH = 6.93145751953125E-1;
  private static final double LN_2_LOW = 1.4286068203094173E-6;
  private static final double SQRT_2_MINUS_1 = 0.41421356237309503;
  private static final double LARGEST_EXPONENT = 709.782712893384;
  private static final double LEAST_EXPONENT = -708.3964185322641;
  // Adding and subtracting 1.5 * 2^52 rounds to the nearest integer.
  private static final double ROUNDER = 0x1.8p52;
  private static final int BIAS = 1023;

  private PortableMath() {}

  /**
   * e^x. Below 2^-1022, the least normal double, the result is 0; above the largest, infinity.
   *
   * <p>x = n ln 2 + r with |r| at most ln 2 / 2, and e^r = 1 + 2 r P(r^2) / (Q(r^2) - r P(r^2)).
   */
  public static double exp(double x) {
    if (!(x >= LEAST_EXPONENT && x <= LARGEST_EXPONENT)) {
      return x > 0 ? Double.POSITIVE_INFINITY : x < 0 ? 0 : x;
    }
    double n = x * LOG2_E + ROUNDER - ROUNDER;
    double r = x - n * LN_2_HIGH - n * LN_2_LOW;
    double square = r * r;
    double p = ((0.00012617719307481058 * square + 0.030299440770744195) * square + 1.0) * r;
    double q =
        ((3.0019850513866446E-6 * square + 0.002524483403496841) * square + 0.22726554820815503)
                * square
            + 2.0;
    double power = 1 + 2 * (p / (q - p));
    // 2^1024 has no bits of its own: halve the exponent's last step.
    return n == 1024
        ? power * 2 * 0x1p1023
        : power * Double.longBitsToDouble((long) (BIAS + (int) n) << 52);
  }

  /**
   * ln(1 + x) for x in [0, 1], exact near 0 where 1 + x would have lost x.
   *
   * <p>Beyond sqrt 2 - 1 it is ln 2 + ln(1 + (x - 1) / 2); below, x - x^2 / 2 + x^3 P(x) / Q(x).
   */
  public static double log1p(double x) {
    return x <= SQRT_2_MINUS_1 ? log1pNearZero(x) : LN_2 + log1pNearZero((x - 1) / 2);
  }

  private static double log1pNearZero(double x) {
    double p =
        (((((4.52700008624452E-5 * x + 0.49854102823193375) * x + 6.578732594206104) * x
                        + 29.911919328553072)
                    * x
                + 60.94966798098779)
            * x);
    p = ((p + 57.11296359058554) * x) + 20.039553499201283;
    double q =
        ((((x + 15.062909083469192) * x + 83.04756596796722) * x + 221.76239823732857) * x
                + 309.09872225312057)
            * x;
    q = (q + 216.42788614495947) * x + 60.11866049760384;
    double square = x * x;
    return x + (x * (square * p / q) - square / 2);
  }

  /** 1 / (1 + e^-z), as e^z / (1 + e^z) for z &lt; 0, where e^-z would overflow. */
  public static double sigmoid(double z) {
    double small = exp(-Math.abs(z));
    return (z >= 0 ? 1 : small) / (1 + small);
  }
}
