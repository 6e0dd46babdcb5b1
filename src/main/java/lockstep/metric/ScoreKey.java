package lockstep.metric;

/**
 * A score as a 64-bit integer whose order is the order of scores: what ranking sorts by.
 *
 * <p>The score's magnitude is rounded to 40 explicit bits of mantissa: its 12 lowest bits become 0.
 * Two equal rows may be scored by matrix products of different shape and differ in the last bits;
 * unrounded, such noise breaks a tie in an order that means nothing. The rounding moves a normal
 * score by at most 2^-41 of itself, so scores of one key differ by at most 2^-40 (one part in
 * 10^12); scores further apart than that keep their order. Scores that differ by noise of j units
 * in the last place still part where a rounding boundary lies between them: for a share of about j
 * / 4096 of the pairs. (Scores computed in float32 are much coarser than this; there only equal
 * arithmetic gives equal ties.)
 *
 * <p>-0.0 and 0.0 are one key. Below 2^-1022 the rounding is absolute, by at most 2^-1063.
 */
public final class ScoreKey {
  /** How many low bits of every key are 0. */
  static final int ZERO_BITS = 12;

  private static final long HALF = 1L << (ZERO_BITS - 1);
  private static final long KEPT = -1L << ZERO_BITS;
  private static final long INFINITY = Double.doubleToLongBits(Double.POSITIVE_INFINITY);

  private ScoreKey() {}

  /**
   * The key of a score.
   *
   * @throws IllegalArgumentException if the score is NaN
   */
  public static long of(double score) {
    long bits = Double.doubleToLongBits(score);
    long magnitude = bits & Long.MAX_VALUE;
    if (magnitude > INFINITY) {
      throw new IllegalArgumentException("Cannot rank a row: expected a score, found NaN");
    }
    long rounded = (magnitude + HALF) & KEPT;
    return bits < 0 ? -rounded : rounded;
  }

  /** The least score of a key of 0 or more: lesser scores, of 0 or more, have lesser keys. */
  static double least(long key) {
    return key == 0 ? 0 : Double.longBitsToDouble(key - HALF);
  }

  /** The rounded score that a key stands for. */
  public static double score(long key) {
    double magnitude = Double.longBitsToDouble(Math.abs(key));
    return key < 0 ? -magnitude : magnitude;
  }
}
