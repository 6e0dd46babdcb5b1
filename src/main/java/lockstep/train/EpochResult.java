package lockstep.train;

/**
 * What an epoch gives.
 *
 * @param state after its last step
 * @param lossSum sum of weight times loss over all rows, each at the parameters its step began with
 * @param weightSum sum of weights of all rows
 */
public record EpochResult(TrainingState state, double lossSum, double weightSum) {
  /** The mean loss over the epoch, without penalty. */
  public double meanLoss() {
    return lossSum / weightSum;
  }
}
