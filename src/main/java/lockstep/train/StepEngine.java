package lockstep.train;

import java.util.Optional;
import lockstep.data.Split;
import lockstep.data.StepPlan;
import lockstep.metric.Metrics;
import lockstep.objective.GradientSum;

/**
 * Where the rows are and who computes on them. Every engine gives the same bits for the same
 * shards.
 */
public interface StepEngine extends AutoCloseable {
  /** The name in the job file and the manifest. */
  String name();

  /**
   * The sums of one step over all shards; valid until the next call.
   *
   * @param parameters [p]. Not modified.
   */
  GradientSum sum(double[] parameters, StepPlan plan, int step);

  /**
   * All steps of an epoch, one after another. An engine whose workers stay for the whole epoch
   * overrides this.
   */
  default EpochResult runEpoch(TrainingState start, StepPlan plan, Updater updater) {
    TrainingState state = start;
    double lossSum = 0;
    double weightSum = 0;
    for (int step = 0; step < plan.steps(); step++) {
      GradientSum sum = sum(state.parameters(), plan, step);
      state = updater.update(state, sum);
      lossSum += sum.lossSum();
      weightSum += sum.weightSum();
    }
    return new EpochResult(state, lossSum, weightSum);
  }

  /**
   * Loss and metrics of a split at given parameters, over all its rows.
   *
   * @param parameters [p]. Not modified.
   * @return empty if the split has no rows
   */
  Optional<Metrics> evaluate(double[] parameters, Split split);

  /** Releases what the engine holds; the rows stay whose they are. */
  @Override
  void close();
}
