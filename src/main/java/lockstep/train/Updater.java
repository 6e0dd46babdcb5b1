package lockstep.train;

import lockstep.data.StepPlan;
import lockstep.objective.GradientSum;
import lockstep.objective.Objective;
import lockstep.optim.Clipping;
import lockstep.optim.LearningRate;
import lockstep.optim.Optimizer;
import lockstep.optim.OptimizerState;

/**
 * Gradient descent: the sums of a step are divided once by their weight, the penalty is added, the
 * gradient is clipped, the optimizer moves the parameters.
 */
public record Updater(
    Objective objective, Optimizer optimizer, LearningRate learningRate, Clipping clipping)
    implements StepRule {
  /** Without clipping. */
  public Updater(Objective objective, Optimizer optimizer, LearningRate learningRate) {
    this(objective, optimizer, learningRate, Clipping.NONE);
  }

  @Override
  public OptimizerState init(int parameters) {
    return optimizer.init(parameters);
  }

  /** A step of weight 0 changes nothing but the count. */
  @Override
  public TrainingState update(TrainingState state, GradientSum sum) {
    if (sum.weightSum() == 0) {
      return state.skipped();
    }
    Objective.Value mean = objective.mean(state.parameters(), sum);
    double rate = learningRate.at(state.step());
    double norm = Clipping.norm(mean.gradient());
    if (!Double.isFinite(mean.value()) || !Double.isFinite(norm)) {
      throw new DivergenceException(state.step() + 1, state.epoch() + 1, mean.value(), norm, rate);
    }
    Optimizer.Update update =
        optimizer.update(
            state.parameters(), clipping.apply(mean.gradient(), norm), state.optimizer(), rate);
    return state.updated(update.parameters(), update.state(), state.sums().plus(sum, norm));
  }

  @Override
  public boolean goesOn(TrainingState state, StepPlan plan) {
    return state.sums().steps() < plan.steps();
  }

  @Override
  public double lastRate(TrainingState state) {
    return learningRate.at(Math.max(0, state.step() - 1));
  }
}
