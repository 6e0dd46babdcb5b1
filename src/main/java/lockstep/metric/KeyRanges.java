package lockstep.metric;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All keys cut into adjacent ranges, range 0 the largest: what a cluster partitions {@link
 * ScoreRun}s by. The cuts decide the balance of the work; the ranking does not depend on them (with
 * fractional weights, but for its last bits).
 */
public final class KeyRanges implements Serializable {
  private static final long serialVersionUID = 1;

  // Descending; range i holds cuts[i] <= key < cuts[i - 1].
  private final long[] cuts;

  private KeyRanges(long[] cuts) {
    this.cuts = cuts;
  }

  /**
   * Ranges cut at these keys, each the least of its range.
   *
   * @param cuts in any order, repeated or not. Not modified.
   */
  public static KeyRanges cutAt(long... cuts) {
    long[] ascending = Arrays.stream(cuts).sorted().distinct().toArray();
    long[] descending = new long[ascending.length];
    for (int i = 0; i < descending.length; i++) {
      descending[i] = ascending[ascending.length - 1 - i];
    }
    return new KeyRanges(descending);
  }

  /**
   * At most {@code parts} ranges with about equally many of the sampled keys each.
   *
   * @param samples from {@link ScoreRun#sampleKeys} of each run, as many of each. Not modified.
   */
  public static KeyRanges balanced(List<long[]> samples, int parts) {
    long[] all = samples.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    if (all.length == 0) {
      return cutAt();
    }
    long[] cuts = new long[Math.max(0, parts - 1)];
    for (int i = 0; i < cuts.length; i++) {
      cuts[i] = all[(int) ((i + 1L) * all.length / parts)];
    }
    return cutAt(cuts);
  }

  /** The number of ranges. */
  public int size() {
    return cuts.length + 1;
  }

  /** The run's parts in each of the ranges, range 0 first; a part may be empty. */
  public List<ScoreRun> split(ScoreRun run) {
    List<ScoreRun> parts = new ArrayList<>(size());
    long above = Long.MAX_VALUE;
    for (long cut : cuts) {
      parts.add(run.between(cut, above));
      above = cut;
    }
    parts.add(run.between(Long.MIN_VALUE, above));
    return parts;
  }

  @Override
  public String toString() {
    return "ranges cut at " + Arrays.toString(cuts);
  }
}
