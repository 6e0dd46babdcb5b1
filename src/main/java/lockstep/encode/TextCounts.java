package lockstep.encode;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often each text occurs, as long as there are not too many different ones: beyond the limit
 * the counts are given up and the column is {@link #overflowed()}. Whether that happens depends on
 * the set of texts alone, not on their order or grouping.
 */
final class TextCounts implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int CHARACTERS_PER_TEXT = 64;

  private final int limit;
  private Map<String, Tally> tallies = new HashMap<>();
  private long characters;

  private static final class Tally implements Serializable {
    private static final long serialVersionUID = 1;
    private long rows;
  }

  /**
   * Counts with a bound on memory.
   *
   * @param limit different texts to keep; their total length is bounded by 64 characters each
   */
  TextCounts(int limit) {
    this.limit = limit;
  }

  void add(String text) {
    add(text, 1);
  }

  void add(TextCounts other) {
    if (other.overflowed()) {
      tallies = null;
      return;
    }
    other.tallies.forEach((text, tally) -> add(text, tally.rows));
  }

  private void add(String text, long rows) {
    if (tallies == null) {
      return;
    }
    Tally tally = tallies.get(text);
    if (tally == null) {
      characters += text.length();
      if (tallies.size() == limit || characters > (long) CHARACTERS_PER_TEXT * limit) {
        tallies = null;
        return;
      }
      tally = new Tally();
      tallies.put(text, tally);
    }
    tally.rows += rows;
  }

  /** Whether there were more texts than could be counted. */
  boolean overflowed() {
    return tallies == null;
  }

  /** Rows by text, sorted; empty if {@link #overflowed()}. */
  SortedMap<String, Long> counts() {
    SortedMap<String, Long> counts = new TreeMap<>();
    if (tallies != null) {
      tallies.forEach((text, tally) -> counts.put(text, tally.rows));
    }
    return counts;
  }
}
