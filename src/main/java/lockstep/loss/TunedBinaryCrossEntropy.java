package lockstep.loss;

import java.util.Arrays;
import lockstep.linalg.PortableMath;

/**
 * {@link BinaryCrossEntropy} with smoothed labels and a weight a_i on the positive side of label i,
 * for training; averaged over the k labels. With t = (1 - s) y + s / 2,
 *
 * <pre>  a t log(1 + e^-z) + (1 - t) log(1 + e^z)</pre>
 *
 * <p>as Keras smooths and PyTorch's {@code pos_weight} weighs, with log(1 + e^z) as max(z, 0) +
 * log1p(e^-|z|), which does not overflow. Its derivative is (1 - t) p - a t (1 - p).
 */
public final class TunedBinaryCrossEntropy implements Loss {
  private static final long serialVersionUID = 1;
  private static final BinaryCrossEntropy PLAIN = new BinaryCrossEntropy();

  private final double smoothing;
  private final double[] positiveWeights;

  /**
   * A loss of these labels.
   *
   * @param smoothing s, in [0, 1)
   * @param positiveWeights a, [k], each 0 or more. Not modified.
   */
  public TunedBinaryCrossEntropy(double smoothing, double[] positiveWeights) {
    this.smoothing = smoothing;
    this.positiveWeights = positiveWeights.clone();
  }

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
    return logits;
  }

  @Override
  public double evaluate(double[] logits, double[] label, int labelOffset, double[] gradient) {
    int k = logits.length;
    double sum = 0;
    for (int i = 0; i < k; i++) {
      double z = logits[i];
      double t = (1 - smoothing) * label[labelOffset + i] + smoothing / 2;
      double positive = positiveWeights[i] * t;
      double small = PortableMath.exp(-Math.abs(z));
      double tail = PortableMath.log1p(small);
      sum += positive * (Math.max(-z, 0) + tail) + (1 - t) * (Math.max(z, 0) + tail);
      double p = (z >= 0 ? 1 : small) / (1 + small);
      double q = (z >= 0 ? small : 1) / (1 + small);
      gradient[i] = ((1 - t) * p - positive * q) / k;
    }
    return sum / k;
  }

  @Override
  public double[] outputs(double[] logits) {
    return PLAIN.outputs(logits);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TunedBinaryCrossEntropy loss
        && smoothing == loss.smoothing
        && Arrays.equals(positiveWeights, loss.positiveWeights);
  }

  @Override
  public int hashCode() {
    return 31 * Double.hashCode(smoothing) + Arrays.hashCode(positiveWeights);
  }

  @Override
  public String toString() {
    return "%s with smoothing %s and positive weights %s"
        .formatted(name(), smoothing, Arrays.toString(positiveWeights));
  }
}
