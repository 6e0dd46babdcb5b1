package lockstep.config;

import static lockstep.config.UnacceptableValueException.require;

import java.util.Optional;

/**
 * When to stop before the last epoch.
 *
 * @param monitor the number watched
 * @param patience epochs without a better value before it stops; 0: never
 * @param minDelta by how much a value must be better, 0 or more
 * @param startFromEpoch epochs that are not watched, 0 or more
 * @param baseline a value that has to be passed for patience to begin anew; empty: none
 * @param restoreBest whether the parameters of the best epoch are kept
 */
public record EarlyStoppingConfig(
    Monitor monitor,
    int patience,
    double minDelta,
    int startFromEpoch,
    Optional<Double> baseline,
    boolean restoreBest)
    implements Section {
  /** Checks the ranges above. */
  public EarlyStoppingConfig {
    require(patience >= 0, "patience", "0 or more", patience);
    require(minDelta >= 0 && minDelta <= Double.MAX_VALUE, "min-delta", "0 or more", minDelta);
    require(startFromEpoch >= 0, "start-from-epoch", "0 or more", startFromEpoch);
  }
}
