package lockstep.spark.table;

import java.io.Serializable;
import java.util.List;

/**
 * Which column of a table is what.
 *
 * @param columns of the table, in its order
 * @param features columns that features may be made of, in the order of the table
 * @param labels columns to predict
 * @param weight column of example weights, or none
 */
record Roles(List<String> columns, List<String> features, List<String> labels, List<String> weight)
    implements Serializable {

  RowLayout featureCells() {
    return new RowLayout(columns, features);
  }

  RowLayout labelCells() {
    return new RowLayout(columns, labels);
  }

  RowLayout weightCell() {
    return new RowLayout(columns, weight);
  }
}
