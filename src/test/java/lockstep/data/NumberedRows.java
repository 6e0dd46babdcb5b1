package lockstep.data;

import java.util.ArrayList;
import java.util.List;
import lockstep.linalg.Precision;

/** Shards whose row r has features (r, -r), label 2r and weight 3r, so that rows can be told. */
final class NumberedRows {
  private NumberedRows() {}

  static Shard shard(int number, Precision precision, int rows) {
    Shard.Builder builder = new Shard.Builder(number, precision, 2, 1);
    for (int row = 0; row < rows; row++) {
      write(builder.nextBlock(), builder.nextRow(), row);
      builder.endRow();
    }
    return builder.build();
  }

  static void write(Block block, int at, int row) {
    block.dense().set(0, at, row);
    block.dense().set(1, at, -row);
    block.labels().set(0, at, 2.0 * row);
    block.weights().set(0, at, 3.0 * row);
  }

  /**
   * The numbers of the rows of a block.
   *
   * @throws AssertionError if features, label and weight are not of one row
   */
  static List<Integer> numbers(Block block) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < block.rows(); i++) {
      int row = (int) block.features().at(0, i);
      if (block.features().at(1, i) != -row
          || block.labels().at(0, i) != 2.0 * row
          || block.weights().at(0, i) != 3.0 * row) {
        throw new AssertionError("Cannot read row " + row + ": its parts are of several rows");
      }
      numbers.add(row);
    }
    return numbers;
  }
}
