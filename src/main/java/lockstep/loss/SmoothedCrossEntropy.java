package lockstep.loss;

/**
 * {@link CategoricalCrossEntropy} with smoothed labels, for training (Szegedy et al., "Rethinking
 * the inception architecture for computer vision", 2016, section 7; Keras's {@code
 * label_smoothing}): the label gives the share s of its certainty to all k classes alike, so that
 * the loss is
 *
 * <pre>  log-sum-exp(z) - (1 - s) z_y - s mean(z)</pre>
 *
 * <p>with gradient softmax(z) - (1 - s) onehot(y) - s / k.
 *
 * @param smoothing s, in [0, 1)
 */
public record SmoothedCrossEntropy(double smoothing) implements Loss {
  private static final CategoricalCrossEntropy PLAIN = new CategoricalCrossEntropy();

  @Override
  public String name() {
    return PLAIN.name();
  }

  @Override
  public Loss plain() {
    return PLAIN;
  }

  @Override
  public int labelSize(int logits) {
    return PLAIN.labelSize(logits);
  }

  /** The plain loss, and s (z_y - mean(z)) besides. */
  @Override
  public double evaluate(double[] logits, double[] label, int labelOffset, double[] gradient) {
    double loss = PLAIN.evaluate(logits, label, labelOffset, gradient);
    int k = logits.length;
    int y = (int) label[labelOffset];
    double excess = 0;
    for (int i = 0; i < k; i++) {
      excess += logits[y] - logits[i];
      gradient[i] -= smoothing / k;
    }
    gradient[y] += smoothing;
    return loss + smoothing * excess / k;
  }

  @Override
  public double[] outputs(double[] logits) {
    return PLAIN.outputs(logits);
  }
}
