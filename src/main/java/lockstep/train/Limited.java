package lockstep.train;

import java.util.function.BooleanSupplier;
import lockstep.data.StepPlan;
import lockstep.objective.GradientSum;
import lockstep.optim.OptimizerState;

/**
 * A rule whose epoch also ends at the last step or second, and whose states between steps are shown
 * to a listener.
 *
 * @param maxSteps number of updates of the whole training
 * @param timeIsUp asked after every step
 * @param listener hears of a step after which its epoch goes on
 */
record Limited(StepRule rule, long maxSteps, BooleanSupplier timeIsUp, TrainingListener listener)
    implements StepRule {
  @Override
  public OptimizerState init(int parameters) {
    return rule.init(parameters);
  }

  @Override
  public double[] point(TrainingState state) {
    return rule.point(state);
  }

  @Override
  public TrainingState update(TrainingState state, GradientSum sum) {
    return rule.update(state, sum);
  }

  @Override
  public TrainingState advance(TrainingState state, GradientSum sum, Crew crew) {
    return rule.advance(state, sum, crew);
  }

  @Override
  public boolean goesOn(TrainingState state, StepPlan plan) {
    boolean another =
        rule.goesOn(state, plan) && state.step() < maxSteps && !timeIsUp.getAsBoolean();
    if (another && state.sums().steps() > 0 && listener.wantsStep()) {
      listener.stepEnded(state.copy());
    }
    return another;
  }

  @Override
  public boolean converged(TrainingState state) {
    return rule.converged(state);
  }

  @Override
  public double lastRate(TrainingState state) {
    return rule.lastRate(state);
  }

  @Override
  public TrainingState judged(TrainingState state, EpochRecord epoch) {
    return rule.judged(state, epoch);
  }
}
