package lockstep.spark.table;

import java.io.Serializable;
import lockstep.data.Split;

/**
 * Shares of a table's rows; they add up to 1.
 *
 * @param train more than 0
 * @param validation at least 0
 * @param test at least 0
 */
public record SplitShares(double train, double validation, double test) implements Serializable {
  /** The split of a row with that uniform number in [0, 1). */
  Split of(double unit) {
    if (unit < train || validation + test == 0) {
      return Split.TRAIN;
    }
    return unit < train + validation || test == 0 ? Split.VALIDATION : Split.TEST;
  }
}
