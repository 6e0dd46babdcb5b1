package lockstep.spark.table;

import java.io.Serializable;
import java.util.List;

/** Picks named cells out of raw rows, into an array that is used again for every row. */
final class RowLayout implements Serializable {
  private static final long serialVersionUID = 1;

  private final int[] positions;
  private transient Object[] picked;

  /**
   * Picks the cells of {@code names}, in that order, from rows of {@code columns}.
   *
   * @throws IllegalArgumentException if a name is not among the columns
   */
  RowLayout(List<String> columns, List<String> names) {
    positions = names.stream().mapToInt(columns::indexOf).toArray();
    for (int i = 0; i < positions.length; i++) {
      if (positions[i] < 0) {
        throw new IllegalArgumentException(
            "Cannot pick column \"%s\": expected one of the table's %d columns"
                .formatted(names.get(i), columns.size()));
      }
    }
  }

  /** The named cells of one row; valid until the next call. */
  Object[] pick(Object[] cells) {
    if (picked == null) {
      picked = new Object[positions.length];
    }
    for (int i = 0; i < positions.length; i++) {
      picked[i] = cells[positions[i]];
    }
    return picked;
  }
}
