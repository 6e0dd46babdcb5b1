package lockstep.linalg;

/**
 * A set of indices 0 .. d-1, and the rank of each in it: the number of smaller ones. Filling,
 * listing and clearing it take time in proportion to what is in it and d / 4096, and it takes d / 5
 * bytes: a bit for each index, a bit for each 64 of those, and for each 64 the rank of the first.
 */
public final class IndexSet {
  private final long[] words;
  private final long[] filled;
  private final int[] ranks;

  /** An empty set of indices below {@code bound}. */
  public IndexSet(int bound) {
    words = new long[(bound + 63) >>> 6];
    filled = new long[(words.length + 63) >>> 6];
    ranks = new int[words.length];
  }

  /** Adds an index. */
  void add(int index) {
    words[index >> 6] |= 1L << index;
    filled[index >> 12] |= 1L << (index >> 6);
  }

  /** The indices, ascending. From here on {@link #rank} tells their ranks. */
  public int[] toArray() {
    int[] indices = new int[rankWords()];
    int next = 0;
    for (int i = 0; i < filled.length; i++) {
      for (long rest = filled[i]; rest != 0; rest &= rest - 1) {
        int word = (i << 6) + Long.numberOfTrailingZeros(rest);
        for (long bits = words[word]; bits != 0; bits &= bits - 1) {
          indices[next++] = (word << 6) + Long.numberOfTrailingZeros(bits);
        }
      }
    }
    return indices;
  }

  private int rankWords() {
    int size = 0;
    for (int i = 0; i < filled.length; i++) {
      for (long rest = filled[i]; rest != 0; rest &= rest - 1) {
        int word = (i << 6) + Long.numberOfTrailingZeros(rest);
        ranks[word] = size;
        size += Long.bitCount(words[word]);
      }
    }
    return size;
  }

  /** The number of indices in the set, as it was listed last, below one that is in it. */
  int rank(int index) {
    int word = index >> 6;
    return ranks[word] + Long.bitCount(words[word] & ((1L << index) - 1));
  }

  /** Takes everything out. */
  public void clear() {
    for (int i = 0; i < filled.length; i++) {
      for (long rest = filled[i]; rest != 0; rest &= rest - 1) {
        words[(i << 6) + Long.numberOfTrailingZeros(rest)] = 0;
      }
      filled[i] = 0;
    }
  }
}
