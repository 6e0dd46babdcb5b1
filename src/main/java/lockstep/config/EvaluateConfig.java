package lockstep.config;

import static lockstep.config.UnacceptableValueException.require;

import java.util.List;

/**
 * The final metrics, and the decision they judge.
 *
 * @param thresholds on the probability of the positive label, each 0 to 1
 * @param tuneThreshold how the threshold is chosen that predictions are made by
 */
public record EvaluateConfig(List<Double> thresholds, TuneThresholdConfig tuneThreshold)
    implements Section {
  /** The list is copied; checks the range above. */
  public EvaluateConfig {
    thresholds = List.copyOf(thresholds);
    require(
        thresholds.stream().allMatch(value -> value >= 0 && value <= 1),
        "thresholds",
        "numbers from 0 to 1",
        thresholds);
  }
}
