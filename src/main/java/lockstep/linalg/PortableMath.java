package lockstep.linalg;

/**
 * Exponential, logarithm and what is made of them, with the same bits on every machine and Java,
 * and fast: {@link Math#exp} may differ by processor and release, {@link StrictMath} takes several
 * times as long. Only additions, multiplications and divisions of doubles, which Java rounds alike
 * everywhere. The errors stay within 2 units of the last place, those of {@link #tanh} within 4.
 */
public final class PortableMath {
  static final double LOG2_E = 1.4426950408889634;
  // ln 2 in two parts: n times the first is exact for every n that is needed.
  private static final double LN_2_HIGH = 6.93145751953125E-1;
  private static final double LN_2_LOW = 1.4286068203094173E-6;
  private static final double LARGEST_EXPONENT = 709.782712893384;
  static final double LEAST_EXPONENT = -708.3964185322641;
  // Adding and subtracting 1.5 * 2^52 rounds to the nearest integer, which in between stands in the
  // low bits.
  static final double ROUNDER = 0x1.8p52;
  private static final int BIAS = 1023;
  private static final long ONE = Double.doubleToRawLongBits(1);

  private PortableMath() {}

  /**
   * e^x. Below 2^-1022, the least normal double, the result is 0; above the largest, infinity.
   *
   * <p>x = n ln 2 + r with |r| at most ln 2 / 2, and e^x = 2^n e^r.
   */
  public static double exp(double x) {
    if (!(x >= LEAST_EXPONENT && x <= LARGEST_EXPONENT)) {
      return x > 0 ? Double.POSITIVE_INFINITY : x < 0 ? 0 : x;
    }
    double shifted = x * LOG2_E + ROUNDER;
    double n = shifted - ROUNDER;
    double power = 1 + fraction(x, n);
    // 2^1024 has no bits of its own: halve the exponent's last step.
    return n == 1024
        ? power * 2 * 0x1p1023
        : power * powerOfTwo(Double.doubleToRawLongBits(shifted));
  }

  /**
   * e^r - 1 for r = x - n ln 2, as 2 r P(r^2) / (Q(r^2) - r P(r^2)): the approximation of Moshier's
   * Cephes library (1989).
   */
  static double fraction(double x, double n) {
    double r = x - n * LN_2_HIGH - n * LN_2_LOW;
    double square = r * r;
    double p = ((0.00012617719307481058 * square + 0.030299440770744195) * square + 1.0) * r;
    double q =
        ((3.0019850513866446E-6 * square + 0.002524483403496841) * square + 0.22726554820815503)
                * square
            + 2.0;
    return 2 * (p / (q - p));
  }

  /** 2^n for n in the low bits of {@code bits}, -1022 to 1023. */
  static double powerOfTwo(long bits) {
    return Double.longBitsToDouble((bits + BIAS) << 52);
  }

  /**
   * ln(1 + x) for x in [0, 1], exact near 0 where 1 + x would have lost x.
   *
   * <p>With s = x / (2 + x), at most 1/3, it is 2 artanh s = 2 s + s R for R = 2/3 s^2 + 2/5 s^4 +
   * ..., and 2 s = x - s x: so x - s (x - R), which adds a small number to an exact one. R / s^2 is
   * a polynomial in s^2, fitted by mpmath's {@code chebyfit} on [0, 1/9] to 1e-16. There is no
   * branch, so that loops over it become vector instructions.
   */
  public static double log1p(double x) {
    double s = x / (2 + x);
    double u = s * s;
    double r =
        ((((0.1616404561194353 * u + 0.08800738486144674) * u + 0.12001072809590713) * u
                            + 0.13314144209654935)
                        * u
                    + 0.15385570064958623)
                * u
            + 0.18181789436132859;
    r =
        (((r * u + 0.22222222717427864) * u + 0.2857142856710876) * u + 0.40000000000014585) * u
            + 0.6666666666666666;
    return x - s * (x - u * r);
  }

  /** 1 / (1 + e^-z), as e^z / (1 + e^z) for z &lt; 0, where e^-z would overflow. */
  public static double sigmoid(double z) {
    double small = exp(-Math.abs(z));
    return oneUnlessNegative(z, small) / (1 + small);
  }

  /**
   * (e^2z - 1) / (e^2z + 1); with m = e^-2|z| - 1, which is exact near 0, it is -m / (2 + m) and
   * the sign of z.
   */
  public static double tanh(double z) {
    double x = -2 * Math.abs(z);
    if (x < LEAST_EXPONENT) {
      return Math.copySign(1, z);
    }
    double shifted = x * LOG2_E + ROUNDER;
    double scale = powerOfTwo(Double.doubleToRawLongBits(shifted));
    return Math.copySign(tanhOfSize(scale, fraction(x, shifted - ROUNDER)), z);
  }

  /** tanh |z|, where e^-2|z| is scale (1 + fraction). */
  public static double tanhOfSize(double scale, double fraction) {
    double m = scale * fraction + (scale - 1);
    return -m / (2 + m);
  }

  /** 1, or {@code small} for z &lt; 0. Bits are picked, since a branch would be mispredicted. */
  public static double oneUnlessNegative(double z, double small) {
    long negative = Double.doubleToRawLongBits(z) >> 63;
    return Double.longBitsToDouble(ONE ^ ((ONE ^ Double.doubleToRawLongBits(small)) & negative));
  }
}
