package lockstep.train;

import java.util.function.BooleanSupplier;
import lockstep.data.StepPlan;
import lockstep.objective.GradientSum;
import lockstep.optim.OptimizerState;

/**
 * A rule whose epoch also ends at the last step or second.
 *
 * @param maxSteps number of updates of the whole training
 * @param timeIsUp asked after every step
 */
record Limited(StepRule rule, long maxSteps, BooleanSupplier timeIsUp) implements StepRule {
  @Override
  public OptimizerState init(int parameters) {
    return rule.init(parameters);
  }

  @Override
  public TrainingState update(TrainingState state, GradientSum sum) {
    return rule.update(state, sum);
  }

  @Override
  public boolean goesOn(TrainingState state, StepPlan plan) {
    return rule.goesOn(state, plan) && state.step() < maxSteps && !timeIsUp.getAsBoolean();
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
