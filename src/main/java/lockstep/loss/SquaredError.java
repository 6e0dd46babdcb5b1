package lockstep.loss;

/**
 * (z - y)^2, averaged over the k targets, with derivative 2 (z - y) / k: no factor 1/2, as in
 * scikit-learn's and Keras's mean squared error.
 */
public record SquaredError() implements Loss {
  @Override
  public String name() {
    return "squared-error";
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
      double error = logits[i] - label[labelOffset + i];
      sum += error * error;
      gradient[i] = 2 * error / k;
    }
    return sum / k;
  }

  @Override
  public double[] outputs(double[] logits) {
    return logits;
  }
}
