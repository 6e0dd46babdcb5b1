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
 * @param rate what the learning rate depends on besides the step
 * @param progress the last epoch in numbers
 * @param sums of the epoch at hand
 */
public record TrainingState(
    long seed,
    int epoch,
    long step,
    double[] parameters,
    OptimizerState optimizer,
    StoppingState stopping,
    RateState rate,
    Progress progress,
    EpochSums sums)
    implements Serializable {

  /** A state before the first epoch, or at the beginning of one if nothing else is remembered. */
  public TrainingState(
      long seed,
      int epoch,
      long step,
      double[] parameters,
      OptimizerState optimizer,
      StoppingState stopping) {
    this(
        seed,
        epoch,
        step,
        parameters,
        optimizer,
        stopping,
        RateState.NONE,
        Progress.NONE,
        EpochSums.NONE);
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
        seed, epoch, step + 1, nextParameters, nextOptimizer, stopping, rate, progress, nextSums);
  }

  /** The state after a step in which no row had weight: nothing to learn, nothing changes. */
  TrainingState skipped() {
    return updated(parameters, optimizer, sums.skipped());
  }

  /** The same but for what the learning rate depends on. */
  TrainingState rated(RateState nextRate) {
    return new TrainingState(
        seed, epoch, step, parameters, optimizer, stopping, nextRate, progress, sums);
  }

  /** The state after the end of an epoch. */
  TrainingState epochEnded(StoppingState nextStopping) {
    return new TrainingState(
        seed,
        epoch + 1,
        step,
        parameters,
        optimizer,
        nextStopping,
        rate,
        progress.after(sums),
        EpochSums.NONE);
  }

  /** The same with parameters and moments of its own. */
  TrainingState copy() {
    return new TrainingState(
        seed, epoch, step, parameters.clone(), optimizer.copy(), stopping, rate, progress, sums);
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
        && rate.equals(state.rate)
        && progress.equals(state.progress)
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
