package lockstep.loss;

import lockstep.linalg.DoubleMatrix;
import lockstep.linalg.Matrix;
import lockstep.linalg.PortableMath;

/**
 * Cross-entropy of independent labels y in {0, 1}, one sigmoid each, averaged over the k labels:
 * the binary loss for k = 1, the multi-label loss beyond.
 *
 * <p>Naively -y log p - (1-y) log(1-p) with p = 1 / (1 + e^-z): p rounds to 1 from z = 37 on, and
 * the logarithm of 1-p is then minus infinity. Writing log p = -log(1 + e^-z) and log(1-p) = log p
 * - z gives log(1 + e^-z) + (1-y) z, and pulling out max(z, 0) so that no exponential overflows,
 *
 * <pre>  max(z, 0) - z y + log1p(e^-|z|)</pre>
 *
 * <p>with derivative p - y.
 */
public record BinaryCrossEntropy() implements Loss {
  @Override
  public String name() {
    return "binary-cross-entropy";
  }

  @Override
  public int labelSize(int logits) {
    return logits;
  }

  @Override
  public double evaluate(double[] logits, double[] label, int labelOffset, double[] gradient) {
    int k = logits.length;
    double sum = 0;
    for (int i = 0; i < k; i++) {
      double z = logits[i];
      double y = label[labelOffset + i];
      double small = PortableMath.exp(-Math.abs(z));
      sum += LogisticBlock.loss(z, y, small);
      gradient[i] = (PortableMath.oneUnlessNegative(z, small) / (1 + small) - y) / k;
    }
    return sum / k;
  }

  @Override
  public double sum(Matrix logits, DoubleMatrix labels, DoubleMatrix weights, Matrix gradient) {
    return LogisticBlock.ofThisThread().sum(logits, labels, weights, gradient);
  }

  @Override
  public double[] outputs(double[] logits) {
    for (int i = 0; i < logits.length; i++) {
      logits[i] = PortableMath.sigmoid(logits[i]);
    }
    return logits;
  }
}
