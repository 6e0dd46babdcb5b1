package lockstep.loss;

import lockstep.linalg.DoubleMatrix;
import lockstep.linalg.Matrix;
import lockstep.linalg.PortableMath;

/**
 * Cross-entropy of one class out of k; the label is the class index y.
 *
 * <p>Naively -log(e^z_y / sum_i e^z_i): e^z overflows for logits near 710. Softmax does not change
 * when all logits are shifted, so with the maximum M taken out, log-sum-exp z = M + log(sum_i
 * e^(z_i - M)), no exponent is positive and at least one term is 1:
 *
 * <pre>  log-sum-exp(z) - z_y</pre>
 *
 * <p>with gradient softmax(z) - onehot(y), since dp_i/dz_j = p_i (delta_ij - p_j).
 */
public record CategoricalCrossEntropy() implements Loss {
  @Override
  public String name() {
    return "categorical-cross-entropy";
  }

  @Override
  public int labelSize(int logits) {
    return 1;
  }

  @Override
  public double evaluate(double[] logits, double[] label, int labelOffset, double[] gradient) {
    int y = (int) label[labelOffset];
    double max = max(logits, 0, logits.length);
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      gradient[i] = PortableMath.exp(logits[i] - max);
      sum += gradient[i];
    }
    for (int i = 0; i < logits.length; i++) {
      gradient[i] /= sum;
    }
    gradient[y] -= 1;
    return max - logits[y] + StrictMath.log(sum);
  }

  @Override
  public double sum(Matrix logits, DoubleMatrix labels, DoubleMatrix weights, Matrix gradient) {
    return SoftmaxBlock.ofThisThread().sum(logits, labels, weights, gradient);
  }

  @Override
  public double[] outputs(double[] logits) {
    double max = max(logits, 0, logits.length);
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      logits[i] = PortableMath.exp(logits[i] - max);
      sum += logits[i];
    }
    for (int i = 0; i < logits.length; i++) {
      logits[i] /= sum;
    }
    return logits;
  }

  /** The largest of {@code k} logits from {@code first} on. */
  static double max(double[] logits, int first, int k) {
    double max = logits[first];
    for (int i = first + 1; i < first + k; i++) {
      max = logits[i] > max ? logits[i] : max;
    }
    return max;
  }
}
