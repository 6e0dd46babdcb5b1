package lockstep.metric;

import java.util.Arrays;

/**
 * Scored rows in the order they come, to be sorted into a {@link ScoreRun}: 16 bytes a row, and
 * twice that while sorting. Not for use by several threads.
 */
public final class ScoreBuffer {
  private static final int DIGIT_BITS = 13;
  private static final int BUCKETS = 1 << DIGIT_BITS;
  private static final int DIGITS = (Long.SIZE - ScoreKey.ZERO_BITS) / DIGIT_BITS;

  private long[] keys = new long[64];
  // The weight of a positive row, minus the weight of a negative one.
  private double[] signedWeights = new double[64];
  private int size;

  /**
   * Adds one row.
   *
   * @param score any number that is larger the more the model believes in the positive class
   * @param label 1 for the positive class, 0 for the other
   * @param weight finite and not negative; a row of weight 0 is left out
   * @throws IllegalArgumentException if the score is NaN or the label or weight is neither of these
   */
  public void add(double score, double label, double weight) {
    if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY) || (label != 0 && label != 1)) {
      throw new IllegalArgumentException(
          "Cannot rank a row: expected label 0 or 1 and weight 0 or more, found label %s, weight %s"
              .formatted(label, weight));
    }
    long key = ScoreKey.of(score);
    if (weight == 0) {
      return;
    }
    if (size == keys.length) {
      int capacity = (int) Math.min(2L * size, Integer.MAX_VALUE - 8);
      keys = Arrays.copyOf(keys, capacity);
      signedWeights = Arrays.copyOf(signedWeights, capacity);
    }
    keys[size] = key;
    signedWeights[size] = label == 1 ? weight : -weight;
    size++;
  }

  /** The number of rows held. */
  public int size() {
    return size;
  }

  /**
   * The rows added so far, sorted. This buffer keeps its rows, in another order among different
   * scores; weights of equal scores are summed in the order they came.
   */
  public ScoreRun toRun() {
    sort();
    return ScoreRun.ofSorted(keys, signedWeights, size);
  }

  /**
   * Sorts by key, largest first, in at most four stable counting passes over 13 bits each: no
   * comparisons, and the two arrays move together without an index between them.
   */
  private void sort() {
    if (size < 2) {
      return;
    }
    int[][] starts = new int[DIGITS][BUCKETS];
    for (int i = 0; i < size; i++) {
      for (int digit = 0; digit < DIGITS; digit++) {
        starts[digit][bucket(keys[i], digit)]++;
      }
    }
    long[] fromKeys = keys;
    double[] fromWeights = signedWeights;
    long[] toKeys = new long[size];
    double[] toWeights = new double[size];
    for (int digit = 0; digit < DIGITS; digit++) {
      int[] next = starts[digit];
      if (next[bucket(fromKeys[0], digit)] == size) {
        continue;
      }
      countsToStarts(next);
      for (int i = 0; i < size; i++) {
        int place = next[bucket(fromKeys[i], digit)]++;
        toKeys[place] = fromKeys[i];
        toWeights[place] = fromWeights[i];
      }
      long[] sortedKeys = toKeys;
      toKeys = fromKeys;
      fromKeys = sortedKeys;
      double[] sortedWeights = toWeights;
      toWeights = fromWeights;
      fromWeights = sortedWeights;
    }
    keys = fromKeys;
    signedWeights = fromWeights;
  }

  private static void countsToStarts(int[] counts) {
    int start = 0;
    for (int b = 0; b < BUCKETS; b++) {
      int count = counts[b];
      counts[b] = start;
      start += count;
    }
  }

  /** Flipping all bits but the sign makes the largest signed key the least unsigned one. */
  private static int bucket(long key, int digit) {
    return (int) ((key ^ Long.MAX_VALUE) >>> (ScoreKey.ZERO_BITS + DIGIT_BITS * digit))
        & (BUCKETS - 1);
  }
}
