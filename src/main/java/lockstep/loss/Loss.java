package lockstep.loss;

import java.io.Serializable;
import java.util.Arrays;
import lockstep.linalg.DoubleMatrix;
import lockstep.linalg.Matrix;

/** A loss of k logits against m labels per row, and the output function that goes with it. */
public interface Loss extends Serializable {
  /** The name in manifests and model files. */
  String name();

  /** The loss that rows are judged by: this one without what is for training alone. */
  default Loss plain() {
    return this;
  }

  /** m, the numbers in a label, for k logits. */
  int labelSize(int logits);

  /**
   * The loss of one row, and its gradient by the logits.
   *
   * @param logits [k] from {@code offset} on. Not modified.
   * @param label array that holds the label [m] from {@code labelOffset} on. Not modified.
   * @param gradient [k]. Overwritten.
   */
  double evaluate(double[] logits, double[] label, int labelOffset, double[] gradient);

  /**
   * Adds what a row's label holds besides its targets: an offset of the logits.
   *
   * @param logits [k]. Modified.
   * @param label [m]. Not modified.
   */
  default void addOffset(double[] logits, double[] label) {}

  /**
   * The outputs that a user sees: probabilities, or predicted values.
   *
   * @param logits [k]. Overwritten.
   * @return the outputs, in the same array
   */
  double[] outputs(double[] logits);

  /**
   * The sum over rows of weight times loss.
   *
   * @param logits [k, n]. Not modified.
   * @param labels [m, n]. Not modified.
   * @param weights [1, n]. Not modified.
   * @param gradient [k, n], or null if not wanted. Overwritten by the gradient of the sum.
   */
  default double sum(Matrix logits, DoubleMatrix labels, DoubleMatrix weights, Matrix gradient) {
    int k = logits.rows();
    double[] row = new double[k];
    double[] rowGradient = new double[k];
    double sum = 0;
    for (int j = 0; j < logits.columns(); j++) {
      logits.readColumn(j, row);
      double weight = weights.array()[weights.offset() + j];
      // A weight of 0 takes the row out, even one whose loss overflows.
      if (weight == 0) {
        Arrays.fill(rowGradient, 0);
      } else {
        int label = labels.offset() + j * labels.rows();
        sum += weight * evaluate(row, labels.array(), label, rowGradient);
        for (int i = 0; i < k; i++) {
          rowGradient[i] *= weight;
        }
      }
      if (gradient != null) {
        gradient.writeColumn(j, rowGradient);
      }
    }
    return sum;
  }
}
