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
   * The sums of one step over all shards, with a whole gradient; valid until the next call, and the
   * caller's to overwrite.
   *
   * @param parameters [p]. Not modified.
   */
  GradientSum sum(double[] parameters, StepPlan plan, int step);

  /**
   * The steps of an epoch that are still to do, one at least, one after another. An engine whose
   * workers stay for the whole epoch overrides this.
   *
   * @return the state after the last
   */
  default TrainingState runEpoch(TrainingState start, StepPlan plan, StepRule rule) {
    EpochSteps steps = new EpochSteps(start, plan, rule, Crew.ALONE);
    boolean another = true;
    while (another) {
      int step = steps.state().nextStep(plan);
      another = steps.take(sum(steps.point(), plan, step));
    }
    return steps.state();
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
