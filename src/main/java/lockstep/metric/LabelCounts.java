package lockstep.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * True positives, false positives and false negatives of each of k labels, and the rows with all
 * labels right. Label j is predicted if and only if p_j &ge; the threshold. Not for use by several
 * threads.
 */
public final class LabelCounts implements MergeableMetric<LabelCounts> {
  private static final long serialVersionUID = 1;

  private final double threshold;
  private final double[] truePositives;
  private final double[] falsePositives;
  private final double[] falseNegatives;
  private double total;
  private double allRight;

  /** No rows of {@code labels} labels. */
  public LabelCounts(int labels, double threshold) {
    if (labels < 1 || !(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException(
          "Cannot count labels: expected 1 or more and a threshold in 0 .. 1, found %d and %s"
              .formatted(labels, threshold));
    }
    this.threshold = threshold;
    truePositives = new double[labels];
    falsePositives = new double[labels];
    falseNegatives = new double[labels];
  }

  /**
   * Counts one row.
   *
   * @param actual k values 0 or 1 from {@code actualOffset}. Not modified.
   * @param probabilities k values from {@code offset}. Not modified.
   */
  public void add(
      double[] actual, int actualOffset, double[] probabilities, int offset, double weight) {
    boolean right = true;
    for (int j = 0; j < truePositives.length; j++) {
      double probability = probabilities[offset + j];
      double label = actual[actualOffset + j];
      if (Double.isNaN(probability) || (label != 0 && label != 1)) {
        throw new IllegalArgumentException(
            "Cannot count label %d of a row: expected 0 or 1 and a probability, found %s and %s"
                .formatted(j, label, probability));
      }
      boolean predicted = probability >= threshold;
      if (label == 1) {
        (predicted ? truePositives : falseNegatives)[j] += weight;
        right &= predicted;
      } else if (predicted) {
        falsePositives[j] += weight;
        right = false;
      }
    }
    total += weight;
    if (right) {
      allRight += weight;
    }
  }

  @Override
  public LabelCounts plus(LabelCounts other) {
    if (labels() != other.labels() || threshold != other.threshold) {
      throw new IllegalArgumentException(
          "Cannot add label counts: expected %d labels at %s, found %d at %s"
              .formatted(labels(), threshold, other.labels(), other.threshold));
    }
    LabelCounts sum = empty();
    for (int j = 0; j < labels(); j++) {
      sum.truePositives[j] = truePositives[j] + other.truePositives[j];
      sum.falsePositives[j] = falsePositives[j] + other.falsePositives[j];
      sum.falseNegatives[j] = falseNegatives[j] + other.falseNegatives[j];
    }
    sum.total = total + other.total;
    sum.allRight = allRight + other.allRight;
    return sum;
  }

  /** Counts of no rows of the same labels. */
  LabelCounts empty() {
    return new LabelCounts(labels(), threshold);
  }

  /** k. */
  public int labels() {
    return truePositives.length;
  }

  /** Precision, recall, F1 and support of one label. */
  public PrecisionRecall scores(int label) {
    return PrecisionRecall.of(truePositives[label], falsePositives[label], falseNegatives[label]);
  }

  /** The share of wrong entries among rows x k. */
  public double hammingLoss() {
    double wrong = sum(falsePositives) + sum(falseNegatives);
    return PrecisionRecall.quotient(wrong, total * labels());
  }

  /** The share of rows with all k labels right. */
  public double subsetAccuracy() {
    return PrecisionRecall.quotient(allRight, total);
  }

  /** F1 of all rows x k entries taken together. */
  public double microF1() {
    return PrecisionRecall.of(sum(truePositives), sum(falsePositives), sum(falseNegatives)).f1();
  }

  /** The plain mean of the labels' F1. */
  public double macroF1() {
    double sum = 0;
    for (int j = 0; j < labels(); j++) {
      sum += scores(j).f1();
    }
    return sum / labels();
  }

  /** Each label's scores with its name. */
  List<Map<String, Object>> toList(List<String> names) {
    if (names.size() != labels()) {
      throw new IllegalArgumentException(
          "Cannot report labels: expected %d names, found %s".formatted(labels(), names));
    }
    List<Map<String, Object>> list = new ArrayList<>(labels());
    for (int j = 0; j < labels(); j++) {
      list.add(scores(j).toMap(names.get(j)));
    }
    return Collections.unmodifiableList(list);
  }

  private static double sum(double[] counts) {
    double sum = 0;
    for (double count : counts) {
      sum += count;
    }
    return sum;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LabelCounts counts
        && threshold == counts.threshold
        && total == counts.total
        && allRight == counts.allRight
        && Arrays.equals(truePositives, counts.truePositives)
        && Arrays.equals(falsePositives, counts.falsePositives)
        && Arrays.equals(falseNegatives, counts.falseNegatives);
  }

  @Override
  public int hashCode() {
    return Double.hashCode(total) + 31 * Arrays.hashCode(truePositives);
  }

  @Override
  public String toString() {
    return "tp %s, fp %s, fn %s of %s"
        .formatted(
            Arrays.toString(truePositives),
            Arrays.toString(falsePositives),
            Arrays.toString(falseNegatives),
            total);
  }
}
