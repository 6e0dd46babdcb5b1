package lockstep.loss;

import lockstep.linalg.PortableMath;

/** {@link BinaryCrossEntropy} of some hundred logits at once. */
final class LogisticBlock extends LossBlock {
  private static final ThreadLocal<LogisticBlock> OWN = ThreadLocal.withInitial(LogisticBlock::new);

  private LogisticBlock() {}

  /** The buffers of the calling thread. */
  static LogisticBlock ofThisThread() {
    return OWN.get();
  }

  /** max(z, 0) - z y + log1p(e^-|z|), where {@code small} is e^-|z|. */
  static double loss(double z, double y, double small) {
    // Halves are exact, and need no comparison.
    double positive = 0.5 * z + 0.5 * Math.abs(z);
    return positive - z * y + PortableMath.log1p(small);
  }

  @Override
  void evaluate(double[] labels, int offset) {
    int count = k * rows;
    negateSizes(logits, count, exponentials.exponents(count));
    exponentials.run(count);
    double[] small = exponentials.scales();
    numerators(logits, count, small, exponentials.fractions(), gradient);
    differentiate(count, small, labels, offset, k, gradient);
    evaluate(logits, count, small, labels, offset);
    average(logits, k, rows, losses);
  }

  private static void negateSizes(double[] z, int count, double[] exponents) {
    for (int i = 0; i < count; i++) {
      exponents[i] = -Math.abs(z[i]);
    }
  }

  /** From scales and fractions to e^-|z|, in the scales' place, and the sigmoids' numerators. */
  private static void numerators(
      double[] z, int count, double[] scales, double[] fractions, double[] numerators) {
    for (int i = 0; i < count; i++) {
      scales[i] *= 1 + fractions[i];
      numerators[i] = PortableMath.oneUnlessNegative(z[i], scales[i]);
    }
  }

  private static void differentiate(
      int count, double[] small, double[] labels, int y, int k, double[] numerators) {
    for (int i = 0; i < count; i++) {
      numerators[i] = (numerators[i] / (1 + small[i]) - labels[y + i]) / k;
    }
  }

  /** Overwrites logits by losses. */
  private static void evaluate(double[] z, int count, double[] small, double[] labels, int y) {
    for (int i = 0; i < count; i++) {
      z[i] = loss(z[i], labels[y + i], small[i]);
    }
  }

  private static void average(double[] values, int k, int rows, double[] means) {
    for (int j = 0; j < rows; j++) {
      double sum = 0;
      for (int i = j * k; i < j * k + k; i++) {
        sum += values[i];
      }
      means[j] = sum / k;
    }
  }
}
