package lockstep.train;

import java.util.Optional;
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
 *
 * @param learningRate by the step
 * @param plateau what reduces it besides
 */
public record Updater(
    Objective objective,
    Optimizer optimizer,
    LearningRate learningRate,
    Optional<Plateau> plateau,
    Clipping clipping)
    implements StepRule {
  private static final double RETRY_FACTOR = 0.1;

  /** With a rate that is a function of the step alone, and without clipping. */
  public Updater(Objective objective, Optimizer optimizer, LearningRate learningRate) {
    this(objective, optimizer, learningRate, Optional.empty(), Clipping.NONE);
  }

  @Override
  public OptimizerState init(int parameters) {
    return optimizer.init(parameters);
  }

  /** A step of weight 0 changes nothing but the count. */
  @Override
  public TrainingState update(TrainingState state, GradientSum sum) {
    return advance(state.copy(), sum.copy());
  }

  @Override
  public TrainingState advance(TrainingState state, GradientSum sum) {
    if (sum.weightSum() == 0) {
      return state.skipped();
    }
    Objective.Value mean = objective.meanInPlace(state.parameters(), sum);
    double rate = rate(state, state.step());
    double norm = Clipping.norm(mean.gradient());
    if (!Double.isFinite(mean.value()) || !Double.isFinite(norm)) {
      throw new DivergenceException(state.step() + 1, state.epoch() + 1, mean.value(), norm, rate);
    }
    double[] gradient = mean.gradient();
    clipping.apply(gradient, norm);
    double[] parameters = state.parameters();
    optimizer.move(parameters, gradient, state.optimizer(), rate, 0, parameters.length);
    return state.updated(parameters, state.optimizer().counted(), state.sums().plus(sum, norm));
  }

  @Override
  public boolean goesOn(TrainingState state, StepPlan plan) {
    return state.sums().steps() < plan.steps();
  }

  @Override
  public double lastRate(TrainingState state) {
    return rate(state, Math.max(0, state.step() - 1));
  }

  private double rate(TrainingState state, long step) {
    double scheduled = learningRate.at(step);
    double reduced =
        plateau.isPresent() ? plateau.get().reduced(scheduled, state.rate()) : scheduled;
    int retries = state.rate().retries();
    return retries == 0 ? reduced : reduced * StrictMath.pow(RETRY_FACTOR, retries);
  }

  @Override
  public TrainingState judged(TrainingState state, EpochRecord epoch) {
    return plateau
        .map(p -> state.rated(p.observe(state.rate(), epoch.monitored(p.monitor()))))
        .orElse(state);
  }
}
