package lockstep.metric;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The confusion matrix of a classifier's rows and, of a binary one, the matrices at its thresholds.
 *
 * <p>Binary: one output p, the probability of class 1; predicted is 1 if and only if p &ge; the
 * threshold that the model decides by, 0.5 unless another was chosen. Multiclass: k outputs,
 * predicted is the largest, the first of equal ones. Counts are counts of rows; {@link
 * #withWeights()} counts the weights beside them.
 */
public final class ClassificationSums implements TaskSums {
  private static final long serialVersionUID = 1;

  /** The threshold of a model for which none was chosen. */
  public static final double UNTUNED = 0.5;

  private final ConfusionMatrix confusion;
  private final ConfusionMatrix weighted;
  private final ThresholdCounts thresholds;
  private final double decision;

  private ClassificationSums(
      ConfusionMatrix confusion,
      ConfusionMatrix weighted,
      ThresholdCounts thresholds,
      double decision) {
    this.confusion = confusion;
    this.weighted = weighted;
    this.thresholds = thresholds;
    this.decision = decision;
  }

  /** No rows of a binary task, to be counted at these thresholds too. */
  public static ClassificationSums binary(double... thresholds) {
    return new ClassificationSums(
        new ConfusionMatrix(2), null, new ThresholdCounts(thresholds), UNTUNED);
  }

  /** No rows of a task with k classes. */
  public static ClassificationSums multiclass(int classes) {
    return new ClassificationSums(new ConfusionMatrix(classes), null, null, UNTUNED);
  }

  /** No rows of the same binary task, decided by this threshold on p. */
  public ClassificationSums deciding(double threshold) {
    return new ClassificationSums(
        new ConfusionMatrix(2),
        weighted == null ? null : new ConfusionMatrix(2),
        thresholds.empty(),
        threshold);
  }

  /** No rows of the same task, where the rows' weights are counted too. */
  public ClassificationSums withWeights() {
    int classes = confusion.classes();
    return new ClassificationSums(
        new ConfusionMatrix(classes),
        new ConfusionMatrix(classes),
        thresholds == null ? null : thresholds.empty(),
        decision);
  }

  @Override
  public ClassificationSums empty() {
    return weighted != null
        ? withWeights()
        : new ClassificationSums(
            new ConfusionMatrix(confusion.classes()),
            null,
            thresholds == null ? null : thresholds.empty(),
            decision);
  }

  @Override
  public void add(
      double[] labels, int labelOffset, double[] outputs, int outputOffset, double weight) {
    double label = labels[labelOffset];
    int actual = (int) label;
    if (actual != label) {
      throw new IllegalArgumentException(
          "Cannot count a row: expected a class 0 .. %d, found %s"
              .formatted(confusion.classes() - 1, label));
    }
    add(actual, outputs, outputOffset, weight);
  }

  /**
   * Adds one row; allocates nothing.
   *
   * @param actual the row's class
   * @param probabilities from {@code offset}: p alone (binary) or k of them (multiclass); any
   *     increasing function of the latter will do. Not modified.
   */
  public void add(int actual, double[] probabilities, int offset, double weight) {
    int predicted;
    if (thresholds == null) {
      predicted = largest(probabilities, offset, confusion.classes());
    } else {
      predicted = number(probabilities[offset]) >= decision ? 1 : 0;
    }
    confusion.add(actual, predicted, 1);
    if (thresholds != null) {
      thresholds.add(actual, probabilities[offset], 1);
    }
    if (weighted != null) {
      weighted.add(actual, predicted, weight);
    }
  }

  private static int largest(double[] values, int offset, int count) {
    int best = 0;
    double largest = number(values[offset]);
    for (int i = 1; i < count; i++) {
      double value = number(values[offset + i]);
      if (value > largest) {
        largest = value;
        best = i;
      }
    }
    return best;
  }

  private static double number(double probability) {
    if (Double.isNaN(probability)) {
      throw new IllegalArgumentException(
          "Cannot count a row: expected a probability, found NaN (the model has diverged)");
    }
    return probability;
  }

  @Override
  public ClassificationSums plus(TaskSums other) {
    if (!(other instanceof ClassificationSums sums)
        || (weighted == null) != (sums.weighted == null)
        || (thresholds == null) != (sums.thresholds == null)
        || decision != sums.decision) {
      throw new IllegalArgumentException(
          "Cannot add classification sums: expected %s, found %s".formatted(shape(), other));
    }
    return new ClassificationSums(
        confusion.plus(sums.confusion),
        weighted == null ? null : weighted.plus(sums.weighted),
        thresholds == null ? null : thresholds.plus(sums.thresholds),
        decision);
  }

  /** The matrix that counts rows. */
  public ConfusionMatrix confusion() {
    return confusion;
  }

  /** The matrix that sums weights, if there are any. */
  public Optional<ConfusionMatrix> weighted() {
    return Optional.ofNullable(weighted);
  }

  /** The matrices at the thresholds of a binary task. */
  public Optional<ThresholdCounts> thresholds() {
    return Optional.ofNullable(thresholds);
  }

  @Override
  public Map<String, Object> toMap(List<String> labels) {
    Map<String, Object> map =
        new LinkedHashMap<>(new ClassificationReport(confusion, labels).toMap());
    if (decision != UNTUNED) {
      map.put("threshold", decision);
    }
    if (thresholds != null) {
      map.put("thresholds", thresholds.toList());
    }
    if (weighted != null) {
      map.put("weighted", ClassificationReport.weightedMap(weighted));
    }
    return map;
  }

  private String shape() {
    return "%s sums of %d classes %s weights%s"
        .formatted(
            thresholds == null ? "multiclass" : "binary",
            confusion.classes(),
            weighted == null ? "without" : "with",
            decision == UNTUNED ? "" : ", decided at " + decision);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClassificationSums sums
        && confusion.equals(sums.confusion)
        && Objects.equals(weighted, sums.weighted)
        && Objects.equals(thresholds, sums.thresholds)
        && decision == sums.decision;
  }

  @Override
  public int hashCode() {
    return Objects.hash(confusion, weighted, thresholds);
  }

  @Override
  public String toString() {
    return shape() + ": " + confusion;
  }
}
