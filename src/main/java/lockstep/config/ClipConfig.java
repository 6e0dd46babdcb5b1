package lockstep.config;

import static lockstep.config.UnacceptableValueException.require;

import java.util.Optional;

/**
 * Bounds of the gradient.
 *
 * @param norm largest Euclidean norm over all parameters, more than 0; empty: none
 * @param value largest absolute value of an element, more than 0; empty: none
 */
public record ClipConfig(Optional<Double> norm, Optional<Double> value) implements Section {
  /** Checks the ranges above. */
  public ClipConfig {
    norm.ifPresent(bound -> require(bound > 0, "norm", "a number above 0", bound));
    value.ifPresent(bound -> require(bound > 0, "value", "a number above 0", bound));
  }
}
