package lockstep.loss;

/** {@link CategoricalCrossEntropy} of some hundred logits at once. */
final class SoftmaxBlock extends LossBlock {
  private static final ThreadLocal<SoftmaxBlock> OWN = ThreadLocal.withInitial(SoftmaxBlock::new);

  private SoftmaxBlock() {}

  /** The buffers of the calling thread. */
  static SoftmaxBlock ofThisThread() {
    return OWN.get();
  }

  @Override
  void evaluate(double[] labels, int offset) {
    int count = k * rows;
    double[] exponents = exponentials.exponents(count);
    for (int j = 0; j < rows; j++) {
      int first = j * k;
      double max = CategoricalCrossEntropy.max(logits, first, k);
      losses[j] = max - logits[first + (int) labels[offset + j]];
      for (int i = first; i < first + k; i++) {
        exponents[i] = logits[i] - max;
      }
    }
    exponentials.run(count);
    powers(exponentials.scales(), exponentials.fractions(), count, gradient);
    for (int j = 0; j < rows; j++) {
      losses[j] += StrictMath.log(normalize(gradient, j * k, k));
      gradient[j * k + (int) labels[offset + j]] -= 1;
    }
  }

  private static void powers(double[] scales, double[] fractions, int count, double[] powers) {
    for (int i = 0; i < count; i++) {
      powers[i] = (1 + fractions[i]) * scales[i];
    }
  }

  /** Divides {@code k} powers by their sum, which is returned. */
  private static double normalize(double[] powers, int first, int k) {
    double sum = 0;
    for (int i = first; i < first + k; i++) {
      sum += powers[i];
    }
    for (int i = first; i < first + k; i++) {
      powers[i] /= sum;
    }
    return sum;
  }
}
