package lockstep.config;

import static lockstep.config.UnacceptableValueException.require;

import java.util.List;

/**
 * The final metrics.
 *
 * @param thresholds on the probability of the positive label, each 0 to 1
 */
public record EvaluateConfig(List<Double> thresholds) implements Section {
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
