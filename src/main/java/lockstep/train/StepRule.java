package lockstep.train;

import lockstep.data.StepPlan;
import lockstep.objective.GradientSum;
import lockstep.optim.OptimizerState;

/**
 * What happens on the driver between steps. Whoever has the sums of a step asks for the next state,
 * and whether the epoch goes on: this is all an engine knows of optimizers, schedules and limits.
 */
public interface StepRule {
  /** The optimizer's state before the first update of {@code parameters} parameters. */
  OptimizerState init(int parameters);

  /**
   * The parameters at which the sums of the next step are taken, [p]: those of the state, or a
   * point that is tried.
   */
  default double[] point(TrainingState state) {
    return state.parameters();
  }

  /**
   * The state after the step whose sums, with a whole gradient, are given; they were taken at
   * {@link #point}. Neither argument is modified.
   *
   * @throws DivergenceException if the loss or gradient is not finite
   */
  TrainingState update(TrainingState state, GradientSum sum);

  /**
   * The same state, which may be held in the arrays of the arguments: both are given up.
   *
   * @param crew who may share the work
   * @throws DivergenceException if the loss or gradient is not finite
   */
  default TrainingState advance(TrainingState state, GradientSum sum, Crew crew) {
    return update(state, sum);
  }

  /** Whether the epoch has another step. */
  boolean goesOn(TrainingState state, StepPlan plan);

  /** Whether no step could improve the objective any more. */
  default boolean converged(TrainingState state) {
    return false;
  }

  /** What may help where numbers are no longer finite, for the end of a sentence. */
  default String againstDivergence() {
    return "a smaller train.learning-rate, or train.clip.norm against single large gradients";
  }

  /** The learning rate of the last update before {@code state}. */
  double lastRate(TrainingState state);

  /** The state of a judged epoch, with what the rule learns of it. */
  TrainingState judged(TrainingState state, EpochRecord epoch);
}
