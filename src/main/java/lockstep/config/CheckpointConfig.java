package lockstep.config;

import static lockstep.config.UnacceptableValueException.require;

import java.util.Optional;

/**
 * When the state of training is written down.
 *
 * @param everyEpochs at least 1; empty: not by epochs
 * @param everySeconds more than 0; empty: not by time
 * @param keep number of the newest that stay, at least 1
 */
public record CheckpointConfig(
    Optional<Integer> everyEpochs, Optional<Double> everySeconds, int keep) implements Section {
  /** Checks the ranges above. */
  public CheckpointConfig {
    everyEpochs.ifPresent(
        epochs -> require(epochs >= 1, "every-epochs", "1 or more, or null", epochs));
    everySeconds.ifPresent(
        seconds -> require(seconds > 0, "every-seconds", "a number above 0, or null", seconds));
    require(keep >= 1, "keep", "1 or more", keep);
  }
}
