package lockstep.data;

/** Which rows of their shard the rows of a batch are, in its canonical order. */
@FunctionalInterface
public interface RowNumbers {
  /** The number of row {@code i} of the batch. */
  int at(int i);

  /** Rows that follow one another, from this one on. */
  static RowNumbers from(int first) {
    return i -> first + i;
  }
}
