package lockstep.model;

import java.util.Arrays;

/**
 * What a model says of one row.
 *
 * @param prediction the predicted label (String), the labels that hold (List of String;
 *     multi-label), or the predicted value in the target's own unit (Double; a List of Double for
 *     several targets)
 * @param probability of each label, in the order of {@link TrainedModel#labels()}; empty for
 *     regression
 */
public record Prediction(Object prediction, double[] probability) {
  @Override
  public boolean equals(Object other) {
    return other instanceof Prediction that
        && prediction.equals(that.prediction)
        && Arrays.equals(probability, that.probability);
  }

  @Override
  public int hashCode() {
    return 31 * prediction.hashCode() + Arrays.hashCode(probability);
  }

  @Override
  public String toString() {
    return "Prediction[%s, %s]".formatted(prediction, Arrays.toString(probability));
  }
}
