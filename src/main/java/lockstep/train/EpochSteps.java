package lockstep.train;

import lockstep.data.StepPlan;
import lockstep.objective.GradientSum;

/**
 * The steps of an epoch, one after another, in one set of arrays, so that a step makes none. The
 * state the epoch begins with is not among them: early stopping and checkpoints may hold it.
 */
public final class EpochSteps {
  private final StepPlan plan;
  private final StepRule rule;
  private final Crew crew;
  private TrainingState state;

  /**
   * Before the steps that are still to do after {@code start}, which is not modified.
   *
   * @param crew who makes the updates
   */
  public EpochSteps(TrainingState start, StepPlan plan, StepRule rule, Crew crew) {
    this.plan = plan;
    this.rule = rule;
    this.crew = crew;
    this.state = start.copy();
  }

  /** The state after the steps so far; overwritten by the next. */
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
    state = rule.advance(state, sum, crew);
    return rule.goesOn(state, plan);
  }
}
