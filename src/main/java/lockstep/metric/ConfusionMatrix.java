package lockstep.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * How many rows (or how much weight) of each actual class were predicted as each class: k x k, rows
 * actual, columns predicted.
 *
 * <p>The counts are doubles, exact as integers up to 2^53. Not for use by several threads.
 */
public final class ConfusionMatrix implements MergeableMetric<ConfusionMatrix> {
  private static final long serialVersionUID = 1;

  private final int classes;
  private final double[] counts;

  /**
   * A matrix of zeros.
   *
   * @param classes k, at least 2
   */
  public ConfusionMatrix(int classes) {
    if (classes < 2) {
      throw new IllegalArgumentException(
          "Cannot count a confusion matrix: expected 2 or more classes, found " + classes);
    }
    this.classes = classes;
    this.counts = new double[Math.multiplyExact(classes, classes)];
  }

  /**
   * The matrix with these counts.
   *
   * @param counts [k][k], rows actual, columns predicted. Not modified.
   */
  public static ConfusionMatrix of(double[][] counts) {
    ConfusionMatrix matrix = new ConfusionMatrix(counts.length);
    for (int actual = 0; actual < counts.length; actual++) {
      if (counts[actual].length != counts.length) {
        throw new IllegalArgumentException(
            "Cannot count a confusion matrix: expected %d columns in row %d, found %d"
                .formatted(counts.length, actual, counts[actual].length));
      }
      for (int predicted = 0; predicted < counts.length; predicted++) {
        matrix.add(actual, predicted, counts[actual][predicted]);
      }
    }
    return matrix;
  }

  /** Counts one row of class {@code actual} that was predicted as {@code predicted}. */
  public void add(int actual, int predicted, double weight) {
    if (actual < 0 || actual >= classes || predicted < 0 || predicted >= classes) {
      throw new IllegalArgumentException(
          "Cannot count a row: expected classes 0 .. %d, found actual %d and predicted %d"
              .formatted(classes - 1, actual, predicted));
    }
    counts[actual * classes + predicted] += weight;
  }

  @Override
  public ConfusionMatrix plus(ConfusionMatrix other) {
    if (classes != other.classes) {
      throw new IllegalArgumentException(
          "Cannot add confusion matrices: expected %d classes, found %d"
              .formatted(classes, other.classes));
    }
    ConfusionMatrix sum = new ConfusionMatrix(classes);
    for (int i = 0; i < counts.length; i++) {
      sum.counts[i] = counts[i] + other.counts[i];
    }
    return sum;
  }

  /** k. */
  public int classes() {
    return classes;
  }

  /** The count of rows of class {@code actual} predicted as {@code predicted}. */
  public double count(int actual, int predicted) {
    return counts[actual * classes + predicted];
  }

  /** The count of all rows. */
  public double total() {
    double total = 0;
    for (double count : counts) {
      total += count;
    }
    return total;
  }

  /** The share of rows on the diagonal; 0 if there are no rows. */
  public double accuracy() {
    double correct = 0;
    for (int c = 0; c < classes; c++) {
      correct += count(c, c);
    }
    return PrecisionRecall.quotient(correct, total());
  }

  /** Precision, recall, F1 and support of one class against all others. */
  public PrecisionRecall scores(int label) {
    double actual = 0;
    double predicted = 0;
    for (int c = 0; c < classes; c++) {
      if (c != label) {
        actual += count(label, c);
        predicted += count(c, label);
      }
    }
    return PrecisionRecall.of(count(label, label), predicted, actual);
  }

  /** The mean of the classes' F1 weighted by their support: sum of support_c F1_c / total. */
  public double weightedF1() {
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      PrecisionRecall scores = scores(c);
      sum += scores.support() * scores.f1();
    }
    return PrecisionRecall.quotient(sum, total());
  }

  /**
   * The plain mean of F1 over the classes that some row has or is given, as scikit-learn's; 0 if
   * there are none.
   */
  public double macroF1() {
    double sum = 0;
    int occurring = 0;
    for (int c = 0; c < classes; c++) {
      if (occurs(c)) {
        sum += scores(c).f1();
        occurring++;
      }
    }
    return occurring == 0 ? 0 : sum / occurring;
  }

  private boolean occurs(int c) {
    for (int other = 0; other < classes; other++) {
      if (count(c, other) > 0 || count(other, c) > 0) {
        return true;
      }
    }
    return false;
  }

  /** The counts as rows of numbers, integers where they are integral. */
  List<List<Number>> toLists() {
    List<List<Number>> rows = new ArrayList<>(classes);
    for (int actual = 0; actual < classes; actual++) {
      List<Number> row = new ArrayList<>(classes);
      for (int predicted = 0; predicted < classes; predicted++) {
        row.add(Metrics.count(count(actual, predicted)));
      }
      rows.add(Collections.unmodifiableList(row));
    }
    return Collections.unmodifiableList(rows);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConfusionMatrix matrix && Arrays.equals(counts, matrix.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return toLists().toString();
  }
}
