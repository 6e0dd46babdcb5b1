package lockstep.train;

/**
 * How training ended.
 *
 * @param state after the last epoch
 * @param parameters to keep, [p]: those of the best epoch where they are to be restored
 * @param epoch that they are of
 * @param reason why training ended
 */
public record TrainingResult(
    TrainingState state, double[] parameters, int epoch, StopReason reason) {}
