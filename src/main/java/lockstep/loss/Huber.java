package lockstep.loss;

/**
 * Huber's loss ("Robust estimation of a location parameter", 1964) of the error e = z - y, averaged
 * over the k targets: quadratic near 0, linear beyond delta,
 *
 * <pre>  e^2 / 2 where |e| &lt;= delta, else delta (|e| - delta / 2)</pre>
 *
 * <p>as in Keras and PyTorch. Its derivative is e, kept within +-delta.
 *
 * @param delta more than 0
 */
public record Huber(double delta) implements Loss {
  /** The delta of Keras. */
  public static final double DEFAULT_DELTA = 1;

  /** Checks delta. */
  public Huber {
    if (!(delta > 0) || Double.isInfinite(delta)) {
      throw new IllegalArgumentException(
          "Cannot make a Huber loss of delta " + delta + ": expected a number above 0");
    }
  }

  @Override
  public String name() {
    return "huber";
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
      double size = Math.abs(error);
      sum += size <= delta ? error * error / 2 : delta * (size - delta / 2);
      gradient[i] = Math.max(-delta, Math.min(delta, error)) / k;
    }
    return sum / k;
  }

  @Override
  public double[] outputs(double[] logits) {
    return logits;
  }
}
