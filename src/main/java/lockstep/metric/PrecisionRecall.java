package lockstep.metric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Precision tp / (tp + fp), recall tp / (tp + fn), F1 = 2 tp / (2 tp + fp + fn) and support tp + fn
 * of one class. A quotient 0 / 0 is 0.
 */
public record PrecisionRecall(double precision, double recall, double f1, double support) {

  /** From the (weighted) counts of true positives, false positives and false negatives. */
  public static PrecisionRecall of(
      double truePositive, double falsePositive, double falseNegative) {
    double support = truePositive + falseNegative;
    return new PrecisionRecall(
        quotient(truePositive, truePositive + falsePositive),
        quotient(truePositive, support),
        quotient(2 * truePositive, 2 * truePositive + falsePositive + falseNegative),
        support);
  }

  /** The quotient, or 0 if the denominator is 0. */
  static double quotient(double numerator, double denominator) {
    return denominator == 0 ? 0 : numerator / denominator;
  }

  /** The fields in the order of {@code metrics.json}, after the label. */
  Map<String, Object> toMap(String label) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("label", label);
    map.put("precision", precision);
    map.put("recall", recall);
    map.put("f1", f1);
    map.put("support", Metrics.count(support));
    return Collections.unmodifiableMap(map);
  }
}
