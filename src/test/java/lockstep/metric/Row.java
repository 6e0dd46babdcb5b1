package lockstep.metric;

import java.util.ArrayList;
import java.util.List;
import lockstep.linalg.SplitMix64;

/** One row as a metric sees it: labels, model outputs and weight; the arrays of one row each. */
record Row(List<Double> labels, List<Double> outputs, double weight) {

  double[] labelArray() {
    return array(labels);
  }

  double[] outputArray() {
    return array(outputs);
  }

  Row withWeight(double otherWeight) {
    return new Row(labels, outputs, otherWeight);
  }

  /** A class 0 .. classes - 1, outputs that are multiples of 1/8 (so ties occur), weight 1 .. 5. */
  static Row ofClass(SplitMix64 random, int classes, int outputs) {
    return new Row(
        List.of((double) random.nextInt(classes)), eighths(random, outputs), weight(random));
  }

  /** k labels 0 or 1 and outputs as above. */
  static Row ofLabels(SplitMix64 random, int k) {
    List<Double> labels = new ArrayList<>();
    for (int j = 0; j < k; j++) {
      labels.add((double) random.nextInt(2));
    }
    return new Row(labels, eighths(random, k), weight(random));
  }

  static double weight(SplitMix64 random) {
    return 1 + random.nextInt(5);
  }

  private static List<Double> eighths(SplitMix64 random, int count) {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(random.nextInt(9) / 8.0);
    }
    return values;
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
