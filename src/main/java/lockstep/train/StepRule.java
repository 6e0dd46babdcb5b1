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
   * The state after the step whose sums are given, taken at {@link #point}. Neither argument is
   * modified.
   *
   * @throws DivergenceException if the loss or gradient is not finite
   */
  TrainingState update(TrainingState state, GradientSum sum);

  /**
   * The same state, made in arrays that are not needed any more where the rule can use them.
   *
   * @param state Not modified.
   * @param sum may be overwritten
   * @param spare an earlier state of this rule that shares no array with {@code state} and may be
   *     overwritten; null if there is none
   * @throws DivergenceException if the loss or gradient is not finite
   */
  default TrainingState update(TrainingState state, GradientSum sum, TrainingState spare) {
    return update(state, sum);
  }

  /** Whether the epoch has another step. */
  boolean goesOn(TrainingState state, StepPlan plan);

  /** Whether no step could improve the objective any more. */
  default boolean converged(TrainingState state) {
    return false;
  }

  /** The learning rate of the last update before {@code state}. */
  double lastRate(TrainingState state);

  /** The state of a judged epoch, with what the rule learns of it. */
  TrainingState judged(TrainingState state, EpochRecord epoch);
}
