package lockstep.loss;

import java.util.Arrays;
import lockstep.linalg.DoubleMatrix;
import lockstep.linalg.Exponentials;
import lockstep.linalg.Matrix;

/**
 * A loss of some hundred logits at once, its exponentials in loops that the compiler turns into
 * vector instructions: the bits of {@link Loss#evaluate}, in a fraction of the time. The buffers
 * belong to one thread.
 */
abstract class LossBlock {
  private static final int LOGITS_AT_ONCE = 512;

  final Exponentials exponentials = Exponentials.ofThisThread();
  int k;
  int rows;
  double[] logits = new double[0];
  double[] gradient = logits;
  double[] losses = logits;

  /** {@link Loss#sum}. */
  final double sum(
      Matrix allLogits, DoubleMatrix labels, DoubleMatrix weights, Matrix allGradients) {
    k = allLogits.rows();
    int most = Math.max(1, LOGITS_AT_ONCE / k);
    reserve(k * most);
    double sum = 0;
    for (int from = 0; from < allLogits.columns(); from += most) {
      rows = Math.min(most, allLogits.columns() - from);
      allLogits.read(from * k, k * rows, logits);
      evaluate(labels.array(), labels.offset() + from * labels.rows());
      sum = weigh(sum, weights, from);
      if (allGradients != null) {
        allGradients.write(from * k, k * rows, gradient);
      }
    }
    return sum;
  }

  private void reserve(int count) {
    if (logits.length < count) {
      logits = new double[count];
      gradient = new double[count];
      losses = new double[count];
    }
  }

  /**
   * Computes the losses [rows] and gradients [k, rows] of the logits [k, rows], before weighting.
   *
   * @param labels array that holds the labels from {@code offset} on. Not modified.
   */
  abstract void evaluate(double[] labels, int offset);

  /** {@code sum} plus weight times loss of every row; weighs the gradients. */
  private double weigh(double sum, DoubleMatrix weights, int from) {
    double total = sum;
    for (int j = 0; j < rows; j++) {
      double weight = weights.array()[weights.offset() + from + j];
      // A weight of 0 takes the row out, even one whose loss overflows.
      if (weight == 0) {
        Arrays.fill(gradient, j * k, j * k + k, 0);
      } else {
        total += weight * losses[j];
        for (int i = j * k; i < j * k + k; i++) {
          gradient[i] *= weight;
        }
      }
    }
    return total;
  }
}
