package lockstep.spark.table;

import java.io.Serializable;
import java.util.Optional;

/**
 * The bad rows of a pass: how many, and the one of the least hash as an example, so that the same
 * one is named whatever the order of the rows.
 */
final class BadRows implements Serializable {
  private static final long serialVersionUID = 1;

  /** One bad row. */
  record Example(RowHash hash, String reason) implements Serializable {}

  private long count;
  private Example example;

  void add(RowHash hash, String reason) {
    count++;
    keepLesser(new Example(hash, reason));
  }

  void add(BadRows other) {
    count += other.count;
    if (other.example != null) {
      keepLesser(other.example);
    }
  }

  long count() {
    return count;
  }

  Optional<Example> example() {
    return Optional.ofNullable(example);
  }

  private void keepLesser(Example candidate) {
    if (example == null || candidate.hash.compareTo(example.hash) < 0) {
      example = candidate;
    }
  }
}
