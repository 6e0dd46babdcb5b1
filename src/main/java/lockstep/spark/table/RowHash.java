package lockstep.spark.table;

import java.io.Serializable;
import lockstep.linalg.SplitMix64;

/**
 * 128 bits of a row's content. Equal rows have equal hashes; that others have not is what we rely
 * on.
 */
record RowHash(long high, long low) implements Serializable, Comparable<RowHash> {
  private static final String SPLIT = "split";

  /**
   * A uniform number in [0, 1) that decides a row's split.
   *
   * @param splitSeed of {@link #splitSeed}
   * @param copy the row's number among equal rows, so that copies are drawn one by one
   */
  double unit(long splitSeed, long copy) {
    return SplitMix64.unit(SplitMix64.derive(splitSeed, high, low, copy));
  }

  /** The seed of a job's splits, once for all rows. */
  static long splitSeed(long seed) {
    return SplitMix64.derive(seed, SPLIT);
  }

  @Override
  public int compareTo(RowHash other) {
    int byHigh = Long.compare(high, other.high);
    return byHigh != 0 ? byHigh : Long.compare(low, other.low);
  }
}
