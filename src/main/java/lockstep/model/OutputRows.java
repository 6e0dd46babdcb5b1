package lockstep.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lockstep.encode.RegressionTarget;
import lockstep.encode.Scaling;
import lockstep.encode.TargetEncoder;
import lockstep.encode.Task;

/**
 * The output layer as a row of weights and bias for each label, in a unit that does not depend on
 * the training table: of classes the logits of a softmax, of targets the predicted number.
 *
 * <p>A binary model has one output z, which is the softmax with the logits (0, z): its negative
 * class has zeros. A target was trained as {@code (y - m) / s}: its row is {@code s w} with the
 * bias {@code s b + m}.
 */
final class OutputRows {
  private OutputRows() {}

  /**
   * A row for each label.
   *
   * @param rows [k][inputs + 1] of the output layer, the bias last. Not modified.
   */
  static Map<String, double[]> byLabel(TargetEncoder target, double[][] rows) {
    List<String> labels = target.labels();
    Map<String, double[]> byLabel = new LinkedHashMap<>();
    if (target.task() == Task.BINARY) {
      byLabel.put(labels.get(0), new double[rows[0].length]);
      byLabel.put(labels.get(1), rows[0].clone());
      return byLabel;
    }
    for (int i = 0; i < rows.length; i++) {
      Scaling unit = unit(target, i);
      byLabel.put(labels.get(i), affine(rows[i], unit.scale(), unit.mean()));
    }
    return byLabel;
  }

  /**
   * The output layer that has these rows.
   *
   * @return [k][inputs + 1]
   */
  static double[][] layer(TargetEncoder target, Map<String, double[]> byLabel) {
    List<String> labels = target.labels();
    if (target.task() == Task.BINARY) {
      double[] difference = byLabel.get(labels.get(1)).clone();
      double[] negative = byLabel.get(labels.get(0));
      for (int i = 0; i < difference.length; i++) {
        difference[i] -= negative[i];
      }
      return new double[][] {difference};
    }
    double[][] rows = new double[labels.size()][];
    for (int i = 0; i < rows.length; i++) {
      Scaling unit = unit(target, i);
      double scale = unit.scale();
      rows[i] = affine(byLabel.get(labels.get(i)), 1 / scale, -unit.mean() / scale);
    }
    return rows;
  }

  private static Scaling unit(TargetEncoder target, int i) {
    return target instanceof RegressionTarget regression
        ? regression.scalings().get(i)
        : new Scaling(0, 0, 1);
  }

  /** The row of {@code scale z + shift}. */
  private static double[] affine(double[] row, double scale, double shift) {
    double[] result = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      result[i] = row[i] * scale;
    }
    result[row.length - 1] += shift;
    return result;
  }
}
