package lockstep.spark.generate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;
import lockstep.linalg.ExactSum;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The area under the ROC curve of a column of scores, by one distributed sort: with P positives and
 * N negatives,
 *
 * <pre>AUC = sum over ties g of pos_g (2 negBelow_g + neg_g) / (2 P N)</pre>
 *
 * which is the share of pairs (positive, negative) that the score puts in order, ties counting one
 * half. The sum is of whole numbers and exact, so the partitioning does not touch the result. Spark
 * sorts by ranges, hence equal scores meet in one partition and partitions are in order; only two
 * counts per partition come to the driver.
 */
final class ExactRocAuc {
  private ExactRocAuc() {}

  /**
   * The area, or nothing if one of the labels does not occur.
   *
   * @param scores columns (double score, boolean positive), no nulls
   */
  static OptionalDouble of(Dataset<Row> scores) {
    JavaRDD<Row> sorted = scores.sort(scores.columns()[0]).toJavaRDD();
    List<long[]> counts = sorted.mapPartitions(ExactRocAuc::count).collect();
    long[] negativesBefore = new long[counts.size()];
    long negatives = 0;
    long positives = 0;
    for (int i = 0; i < negativesBefore.length; i++) {
      negativesBefore[i] = negatives;
      negatives += counts.get(i)[0];
      positives += counts.get(i)[1];
    }
    if (positives == 0 || negatives == 0) {
      return OptionalDouble.empty();
    }
    ExactSum twicePairsInOrder =
        sorted
            .mapPartitionsWithIndex(
                (index, rows) -> pairsInOrder(rows, negativesBefore[index]), false)
            .reduce(ExactRocAuc::sum);
    BigDecimal twicePairs =
        BigDecimal.valueOf(2)
            .multiply(new BigDecimal(positives))
            .multiply(new BigDecimal(negatives));
    return OptionalDouble.of(
        twicePairsInOrder.exactValue().divide(twicePairs, MathContext.DECIMAL128).doubleValue());
  }

  /** Adds the second sum to the first; exact, so the order of calls does not matter. */
  static ExactSum sum(ExactSum first, ExactSum second) {
    first.add(second);
    return first;
  }

  private static Iterator<long[]> count(Iterator<Row> rows) {
    long[] counts = new long[2];
    while (rows.hasNext()) {
      counts[rows.next().getBoolean(1) ? 1 : 0]++;
    }
    return Collections.singleton(counts).iterator();
  }

  private static Iterator<ExactSum> pairsInOrder(Iterator<Row> rows, long negativesBefore) {
    ExactSum sum = new ExactSum();
    long negativesBelow = negativesBefore;
    double score = Double.NEGATIVE_INFINITY;
    long positives = 0;
    long negatives = 0;
    while (rows.hasNext()) {
      Row row = rows.next();
      if (row.getDouble(0) != score) {
        sum.addProduct((double) positives, 2.0 * negativesBelow + negatives);
        negativesBelow += negatives;
        score = row.getDouble(0);
        positives = 0;
        negatives = 0;
      }
      if (row.getBoolean(1)) {
        positives++;
      } else {
        negatives++;
      }
    }
    sum.addProduct((double) positives, 2.0 * negativesBelow + negatives);
    return Collections.singleton(sum).iterator();
  }
}
