package lockstep.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The binary confusion matrix at each of several decision thresholds t: predicted positive if and
 * only if p &ge; t.
 *
 * <p>A row falls into the bin between two thresholds, found by bisection; a threshold's matrix is
 * the sums of the bins on its two sides. So a row costs O(log T), not O(T). Not for use by several
 * threads.
 */
public final class ThresholdCounts implements MergeableMetric<ThresholdCounts> {
  private static final long serialVersionUID = 1;

  private final double[] thresholds;
  private final double[] ascending;
  private final double[] positives;
  private final double[] negatives;

  /**
   * No rows.
   *
   * @param thresholds T of them, in 0 .. 1, in the order of the report. Not modified.
   * @throws IllegalArgumentException if one is not a number in 0 .. 1
   */
  public ThresholdCounts(double... thresholds) {
    for (double threshold : thresholds) {
      if (!(threshold >= 0 && threshold <= 1)) {
        throw new IllegalArgumentException(
            "Cannot count at a threshold: expected a number in 0 .. 1, found " + threshold);
      }
    }
    this.thresholds = thresholds.clone();
    ascending = thresholds.clone();
    Arrays.sort(ascending);
    positives = new double[thresholds.length + 1];
    negatives = new double[thresholds.length + 1];
  }

  /**
   * Counts one row.
   *
   * @param actual 1 for the positive class, 0 for the other
   * @param probability p of the positive class
   */
  public void add(int actual, double probability, double weight) {
    (actual == 1 ? positives : negatives)[bin(probability)] += weight;
  }

  /** How many thresholds are at most p. */
  private int bin(double probability) {
    int low = 0;
    int high = ascending.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ascending[middle] <= probability) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  public ThresholdCounts plus(ThresholdCounts other) {
    if (!Arrays.equals(thresholds, other.thresholds)) {
      throw new IllegalArgumentException(
          "Cannot add counts at thresholds: expected %s, found %s"
              .formatted(Arrays.toString(thresholds), Arrays.toString(other.thresholds)));
    }
    ThresholdCounts sum = empty();
    for (int i = 0; i < positives.length; i++) {
      sum.positives[i] = positives[i] + other.positives[i];
      sum.negatives[i] = negatives[i] + other.negatives[i];
    }
    return sum;
  }

  /** Counts of no rows at the same thresholds. */
  ThresholdCounts empty() {
    return new ThresholdCounts(thresholds);
  }

  /** The matrix [[TN, FP], [FN, TP]] at {@code threshold}, one of those given. */
  public ConfusionMatrix confusion(double threshold) {
    if (Arrays.binarySearch(ascending, threshold) < 0) {
      throw new IllegalArgumentException(
          "Cannot show the matrix at threshold %s: expected one of %s"
              .formatted(threshold, Arrays.toString(thresholds)));
    }
    ConfusionMatrix confusion = new ConfusionMatrix(2);
    int first = bin(threshold);
    for (int b = 0; b < positives.length; b++) {
      int predicted = b >= first ? 1 : 0;
      confusion.add(0, predicted, negatives[b]);
      confusion.add(1, predicted, positives[b]);
    }
    return confusion;
  }

  /**
   * For each threshold: {@code threshold}, {@code confusion_matrix} and the positive class's {@code
   * precision}, {@code recall}, {@code f1}.
   */
  public List<Map<String, Object>> toList() {
    List<Map<String, Object>> list = new ArrayList<>(thresholds.length);
    for (double threshold : thresholds) {
      ConfusionMatrix confusion = confusion(threshold);
      PrecisionRecall scores = confusion.scores(1);
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("threshold", threshold);
      map.put("confusion_matrix", confusion.toLists());
      map.put("precision", scores.precision());
      map.put("recall", scores.recall());
      map.put("f1", scores.f1());
      list.add(Collections.unmodifiableMap(map));
    }
    return Collections.unmodifiableList(list);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ThresholdCounts counts
        && Arrays.equals(thresholds, counts.thresholds)
        && Arrays.equals(positives, counts.positives)
        && Arrays.equals(negatives, counts.negatives);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(positives) + Arrays.hashCode(negatives);
  }

  @Override
  public String toString() {
    return toList().toString();
  }
}
