package lockstep.objective;

import java.io.Serializable;
import java.util.Arrays;
import lockstep.nn.ParameterLayout;
import lockstep.nn.ParameterLayout.Slot;

/**
 * Features x that are stored as they are, since to centre them would leave none of their zeros,
 * while what is trained are parameters over (x - mean) / deviation. With W, b of the first layer
 * over those, the same outputs over x come of
 *
 * <pre>
 *   W' = W / deviation                      b' = b - W' mean
 * </pre>
 *
 * so rows are computed on with W' and b', and by the chain rule, with G' and g the gradients by
 * these,
 *
 * <pre>
 *   dW = (G' - g mean^T) / deviation        db = g
 * </pre>
 *
 * A column of zeros but for a share q of its rows has a mean of about sqrt(q) deviations: what
 * cancels in W' x + b' is no larger than the features themselves, so float32 is enough for it.
 *
 * @param means [d]; none: features are stored as they are trained on. Not modified.
 * @param deviations [d]; a feature of deviation 0 is left as it is, whatever its mean. Not
 *     modified.
 */
public record Standardization(double[] means, double[] deviations) implements Serializable {
  /** Leaves features as they are. */
  public static final Standardization NONE = new Standardization(new double[0], new double[0]);

  /** Checks the numbers. */
  public Standardization {
    if (means.length != deviations.length) {
      throw new IllegalArgumentException(
          "Cannot standardise: expected as many deviations as means, found %d and %d"
              .formatted(deviations.length, means.length));
    }
    for (int i = 0; i < means.length; i++) {
      if (!Double.isFinite(means[i]) || !(deviations[i] >= 0 && deviations[i] < 1 / 0.0)) {
        throw new IllegalArgumentException(
            "Cannot standardise feature %d: expected a finite mean and deviation, found %s and %s"
                .formatted(i, means[i], deviations[i]));
      }
    }
  }

  /** Whether features are left as they are. */
  public boolean none() {
    return means.length == 0;
  }

  /**
   * Parameters over features as they are stored.
   *
   * @param parameters [p] over standardised features. Not modified.
   * @return [p]; the argument itself if features are left as they are
   */
  double[] stored(ParameterLayout layout, double[] parameters) {
    if (none()) {
      return parameters;
    }
    double[] stored = parameters.clone();
    Slot slot = layout.slots().get(0);
    for (int j = 0; j < means.length; j++) {
      if (deviations[j] > 0) {
        int at = slot.weightOffset() + j * slot.units();
        for (int i = 0; i < slot.units(); i++) {
          double weight = parameters[at + i] / deviations[j];
          stored[at + i] = weight;
          stored[slot.biasOffset() + i] -= weight * means[j];
        }
      }
    }
    return stored;
  }

  /**
   * The inverse of {@link #stored}.
   *
   * @param stored [p] over features as they are stored. Not modified.
   * @return [p]; the argument itself if features are left as they are
   */
  double[] standardised(ParameterLayout layout, double[] stored) {
    if (none()) {
      return stored;
    }
    double[] parameters = stored.clone();
    Slot slot = layout.slots().get(0);
    for (int j = 0; j < means.length; j++) {
      if (deviations[j] > 0) {
        int at = slot.weightOffset() + j * slot.units();
        for (int i = 0; i < slot.units(); i++) {
          parameters[at + i] = stored[at + i] * deviations[j];
          parameters[slot.biasOffset() + i] += stored[at + i] * means[j];
        }
      }
    }
    return parameters;
  }

  /**
   * From the gradient by the parameters over stored features to that by those over standardised
   * ones.
   *
   * @param gradient [p]. Modified.
   */
  void chain(ParameterLayout layout, double[] gradient) {
    Slot slot = layout.slots().get(0);
    for (int j = 0; j < means.length; j++) {
      if (deviations[j] > 0) {
        int at = slot.weightOffset() + j * slot.units();
        for (int i = 0; i < slot.units(); i++) {
          double byBias = gradient[slot.biasOffset() + i];
          gradient[at + i] = (gradient[at + i] - byBias * means[j]) / deviations[j];
        }
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Standardization standardization
        && Arrays.equals(means, standardization.means)
        && Arrays.equals(deviations, standardization.deviations);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(means) + Arrays.hashCode(deviations);
  }

  @Override
  public String toString() {
    return "Standardization[%d features]".formatted(means.length);
  }
}
