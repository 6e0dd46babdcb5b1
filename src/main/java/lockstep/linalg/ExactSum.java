package lockstep.linalg;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * A sum of doubles without rounding: the terms are added into one fixed-point number wide enough
 * for every finite double, and only {@link #value()} rounds, once. So the result depends on the
 * multiset of terms alone: any order, any grouping, any number of machines give the same bits.
 *
 * <p>The layout is that of the small superaccumulator in Neal, "Fast exact summation using small
 * and large superaccumulators" (2015): 32 bits of the number a limb, held in 64-bit words so that
 * carries need propagating only once in 2^30 additions. Bit 0 stands for 2^-1074, the least
 * positive double.
 *
 * <p>An infinity or NaN among the terms gives what adding in floating point gives. Mutable; not for
 * use by several threads.
 */
public final class ExactSum implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int LIMBS = 70;
  private static final int LIMB_BITS = 32;
  private static final long LIMB_MASK = 0xffffffffL;
  private static final int LEAST_EXPONENT = -1074;
  private static final int ADDITIONS_BETWEEN_CARRIES = 1 << 30;

  private final long[] limbs = new long[LIMBS];
  private double nonFinite;
  private int additions;

  /** Adds one term. */
  public void add(double term) {
    long bits = Double.doubleToRawLongBits(term);
    int exponent = (int) (bits >>> 52) & 0x7ff;
    if (exponent == 0x7ff) {
      nonFinite += term;
      return;
    }
    long mantissa = bits & 0xfffffffffffffL;
    if (exponent == 0) {
      exponent = 1;
    } else {
      mantissa |= 0x10000000000000L;
    }
    if (mantissa == 0) {
      return;
    }
    int position = exponent - 1;
    int limb = position / LIMB_BITS;
    int shift = position % LIMB_BITS;
    // 53 bits moved up by at most 31 span three limbs.
    long low = (mantissa & LIMB_MASK) << shift;
    long high = (mantissa >>> LIMB_BITS) << shift;
    long first = low & LIMB_MASK;
    long second = (low >>> LIMB_BITS) + (high & LIMB_MASK);
    long third = high >>> LIMB_BITS;
    if (bits < 0) {
      limbs[limb] -= first;
      limbs[limb + 1] -= second;
      limbs[limb + 2] -= third;
    } else {
      limbs[limb] += first;
      limbs[limb + 1] += second;
      limbs[limb + 2] += third;
    }
    if (++additions == ADDITIONS_BETWEEN_CARRIES) {
      carry();
    }
  }

  /**
   * Adds x y without rounding: the product is split into its rounded value and the rounding error,
   * which {@link Math#fma} gives exactly (short of underflow below 2^-1074).
   */
  public void addProduct(double x, double y) {
    double product = x * y;
    add(product);
    if (Double.isFinite(product)) {
      add(Math.fma(x, y, -product));
    }
  }

  /** Adds every term of the other sum. */
  public void add(ExactSum other) {
    carry();
    ExactSum carried = other.copy();
    carried.carry();
    for (int i = 0; i < LIMBS; i++) {
      limbs[i] += carried.limbs[i];
    }
    additions = 1;
    nonFinite += other.nonFinite;
  }

  /** The sum, rounded once to the nearest double, ties to even. */
  public double value() {
    if (nonFinite != 0) {
      return nonFinite;
    }
    BigInteger total = total();
    BigInteger magnitude = total.abs();
    int excess = magnitude.bitLength() - 64;
    if (excess <= 0) {
      return scale(total.doubleValue(), 0);
    }
    // 64 leading bits with everything below folded into the last one round as the whole number
    // would.
    BigInteger leading = magnitude.shiftRight(excess);
    if (magnitude.getLowestSetBit() < excess) {
      leading = leading.setBit(0);
    }
    return scale(Math.copySign(leading.doubleValue(), total.signum()), excess);
  }

  /**
   * The sum as an exact decimal, for arithmetic that must not cancel.
   *
   * @throws ArithmeticException if a term was infinite or NaN
   */
  public BigDecimal exactValue() {
    if (nonFinite != 0) {
      throw new ArithmeticException(
          "Cannot give the exact value of a sum with the term " + nonFinite);
    }
    BigInteger total = total();
    if (total.signum() == 0) {
      return BigDecimal.ZERO;
    }
    int zeros = Math.min(total.getLowestSetBit(), -LEAST_EXPONENT);
    BigDecimal shifted = new BigDecimal(total.shiftRight(zeros));
    return shifted.divide(new BigDecimal(BigInteger.ONE.shiftLeft(-LEAST_EXPONENT - zeros)));
  }

  /** An independent sum of the same terms. */
  public ExactSum copy() {
    ExactSum copy = new ExactSum();
    System.arraycopy(limbs, 0, copy.limbs, 0, LIMBS);
    copy.nonFinite = nonFinite;
    copy.additions = additions;
    return copy;
  }

  private static double scale(double value, int exponent) {
    // In two steps: 2^-1074 alone is the least double, so both factors stay exact.
    return Math.scalb(value, exponent + LEAST_EXPONENT);
  }

  /** Moves what is beyond 32 bits of each limb to the next; the last limb keeps the sign. */
  private void carry() {
    for (int i = 0; i < LIMBS - 1; i++) {
      limbs[i + 1] += limbs[i] >> LIMB_BITS;
      limbs[i] &= LIMB_MASK;
    }
    additions = 0;
  }

  private BigInteger total() {
    carry();
    byte[] bytes = new byte[(LIMBS + 1) * Integer.BYTES];
    long top = limbs[LIMBS - 1];
    for (int i = 0; i < LIMBS - 1; i++) {
      writeWord(bytes, i, (int) limbs[i]);
    }
    writeWord(bytes, LIMBS - 1, (int) top);
    writeWord(bytes, LIMBS, (int) (top >> LIMB_BITS));
    return new BigInteger(bytes);
  }

  /** Word {@code i} of a big-endian two's-complement number, counted from its low end. */
  private static void writeWord(byte[] bytes, int i, int word) {
    int end = bytes.length - Integer.BYTES * i;
    for (int b = 1; b <= Integer.BYTES; b++) {
      bytes[end - b] = (byte) (word >>> (8 * (b - 1)));
    }
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof ExactSum sum)) {
      return false;
    }
    carry();
    sum.carry();
    return Arrays.equals(limbs, sum.limbs) && Double.compare(nonFinite, sum.nonFinite) == 0;
  }

  @Override
  public int hashCode() {
    carry();
    return 31 * Arrays.hashCode(limbs) + Double.hashCode(nonFinite);
  }

  @Override
  public String toString() {
    return Double.toString(value());
  }
}
