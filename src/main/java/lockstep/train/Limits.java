package lockstep.train;

import java.util.Optional;

/**
 * When training ends, however good it is.
 *
 * @param epochs at most, at least 1
 * @param maxSteps number of updates, at least 1; {@link Long#MAX_VALUE} for no limit
 * @param maxSeconds of training, more than 0; infinity for no limit
 * @param tolerance on the change of the training loss from epoch to epoch, relative, and on the
 *     gradient norm; 0 for none
 * @param retries how often a training that diverges goes back to the beginning of the epoch and on
 *     with a lower rate, over all epochs; 0 for never
 */
public record Limits(int epochs, long maxSteps, double maxSeconds, double tolerance, int retries) {
  /** A number of epochs and nothing else. */
  public static Limits ofEpochs(int epochs) {
    return new Limits(epochs, Long.MAX_VALUE, Double.POSITIVE_INFINITY, 0, 0);
  }

  /** The limit that a state at the end of an epoch has reached; time is not seen here. */
  Optional<StopReason> reached(TrainingState state) {
    Progress last = state.progress();
    if (tolerance > 0 && last.gradientNorm() <= tolerance) {
      return Optional.of(StopReason.GRADIENT_TOLERANCE);
    }
    double change = Math.abs(last.lossBefore() - last.loss());
    if (tolerance > 0 && change <= tolerance * Math.abs(last.lossBefore())) {
      return Optional.of(StopReason.LOSS_TOLERANCE);
    }
    if (state.step() >= maxSteps) {
      return Optional.of(StopReason.STEPS_DONE);
    }
    return state.epoch() >= epochs ? Optional.of(StopReason.EPOCHS_DONE) : Optional.empty();
  }
}
