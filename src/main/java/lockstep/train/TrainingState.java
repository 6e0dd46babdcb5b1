package lockstep.train;

import java.io.Serializable;
import java.util.Arrays;
import lockstep.data.StepPlan;
import lockstep.optim.OptimizerState;

/**
 * Everything that training carries from one step to the next.
 *
 * @param seed of the run: row orders are a function of it
 * @param epoch number of whole epochs done
 * @param step number of updates done
 * @param parameters [p]
 * @param optimizer moments and their count
 * @param stopping memory of the stop rule
 * @param sums of the epoch at hand
 */
public record TrainingState(
    long seed,
    int epoch,
    long step,
    double[] parameters,
    OptimizerState optimizer,
    StoppingState stopping,
    EpochSums sums)
    implements Serializable {

  /** A state at the beginning of an epoch. */
  public TrainingState(
      long seed,
      int epoch,
      long step,
      double[] parameters,
      OptimizerState optimizer,
      StoppingState stopping) {
    this(seed, epoch, step, parameters, optimizer, stopping, EpochSums.NONE);
  }

  /**
   * The step of the epoch's plan that comes next. A full batch may be asked for again and again.
   */
  public int nextStep(StepPlan plan) {
    return sums.steps() % plan.steps();
  }

  /** The state after one more update. */
  TrainingState updated(double[] nextParameters, OptimizerState nextOptimizer, EpochSums nextSums) {
    return new TrainingState(
        seed, epoch, step + 1, nextParameters, nextOptimizer, stopping, nextSums);
  }

  /** The state after a step in which no row had weight: nothing to learn, nothing changes. */
  TrainingState skipped() {
    return new TrainingState(
        seed, epoch, step + 1, parameters, optimizer, stopping, sums.skipped());
  }

  /** The state after the end of an epoch. */
  TrainingState epochEnded(StoppingState nextStopping) {
    return new TrainingState(seed, epoch + 1, step, parameters, optimizer, nextStopping);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TrainingState state
        && seed == state.seed
        && epoch == state.epoch
        && step == state.step
        && Arrays.equals(parameters, state.parameters)
        && optimizer.equals(state.optimizer)
        && stopping.equals(state.stopping)
        && sums.equals(state.sums);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(step) + Arrays.hashCode(parameters);
  }

  @Override
  public String toString() {
    return "TrainingState[epoch=%d, step=%d, parameters=%d]"
        .formatted(epoch, step, parameters.length);
  }
}
