package lockstep.generate;

import java.util.List;

/** Makes the rows of one table, each a pure function of the table's seed and the row's number. */
public interface RowGenerator {
  /** The columns, in the order of a row's cells. */
  List<Column> columns();

  /** The model from which the labels are drawn. */
  LinearTruth truth();

  /**
   * Row {@code number}, whatever rows were made before.
   *
   * @param number 0 or more; not bounded by the rows of the table
   */
  GeneratedRow row(long number);
}
