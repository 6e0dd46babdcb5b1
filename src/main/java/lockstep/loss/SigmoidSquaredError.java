package lockstep.loss;

import lockstep.linalg.PortableMath;

/**
 * (p - y)^2 / 2 with p = sigmoid(z), for labels in {0, 1}: the half, so that the derivative is the
 * printed (p - y) p (1 - p). Offered for comparison and not recommended: p (1 - p) vanishes where
 * the model is confidently wrong, and it is not convex even for a linear model.
 */
public record SigmoidSquaredError() implements Loss {
  @Override
  public String name() {
    return "sigmoid-squared-error";
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
      double p = PortableMath.sigmoid(logits[i]);
      double error = p - label[labelOffset + i];
      sum += error * error / 2;
      gradient[i] = error * p * (1 - p) / k;
    }
    return sum / k;
  }

  @Override
  public double[] outputs(double[] logits) {
    for (int i = 0; i < logits.length; i++) {
      logits[i] = PortableMath.sigmoid(logits[i]);
    }
    return logits;
  }
}
