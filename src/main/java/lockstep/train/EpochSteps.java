package lockstep.train;

import lockstep.data.StepPlan;
import lockstep.objective.GradientSum;

/**
 * The steps of an epoch, one after another. The state before last is overwritten by the next, so
 * that a step makes no arrays; the state the epoch began with is not, for others may hold it.
 */
public final class EpochSteps {
  private final TrainingState start;
  private final StepPlan plan;
  private final StepRule rule;
  private TrainingState state;
  private TrainingState spare;

  /** Before the steps that are still to do after {@code start}. */
  public EpochSteps(TrainingState start, StepPlan plan, StepRule rule) {
    this.start = start;
    this.plan = plan;
    this.rule = rule;
    this.state = start;
  }

  /** The state after the steps so far; its arrays are overwritten by the step after the next. */
  public TrainingState state() {
    return state;
  }

  /** Where the sums of the next step are taken, [p]. */
  public double[] point() {
    return rule.point(state);
  }

  /**
   * One more step.
   *
   * @param sum over all shards, at {@link #point}. May be overwritten.
   * @return whether the epoch has another
   * @throws DivergenceException if the loss or gradient is not finite
   */
  public boolean take(GradientSum sum) {
    TrainingState before = state;
    state = rule.update(before, sum, spare);
    if (state.parameters() != before.parameters()) {
      // A step without weight keeps the arrays it began with.
      spare = before.parameters() == start.parameters() ? null : before;
    }
    return rule.goesOn(state, plan);
  }
}
