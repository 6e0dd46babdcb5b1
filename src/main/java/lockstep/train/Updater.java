package lockstep.train;

import lockstep.objective.GradientSum;
import lockstep.objective.Objective;
import lockstep.optim.LearningRate;
import lockstep.optim.Optimizer;

/**
 * One update on the driver: the sums of a step are divided once by their weight, the penalty is
 * added, the optimizer moves the parameters.
 */
public record Updater(Objective objective, Optimizer optimizer, LearningRate learningRate) {
  /**
   * The state after the step whose sums are given. A step of weight 0 changes nothing but the
   * count.
   *
   * @throws DivergenceException if the loss or gradient is not finite
   */
  public TrainingState update(TrainingState state, GradientSum sum) {
    if (sum.weightSum() == 0) {
      return state.skipped();
    }
    Objective.Value mean = objective.mean(state.parameters(), sum);
    double rate = learningRate.at(state.step());
    double squares = squaredNorm(mean.gradient());
    if (!Double.isFinite(mean.value()) || !Double.isFinite(squares)) {
      throw new DivergenceException(
          state.step() + 1, state.epoch() + 1, mean.value(), Math.sqrt(squares), rate);
    }
    Optimizer.Update update =
        optimizer.update(state.parameters(), mean.gradient(), state.optimizer(), rate);
    return state.updated(update.parameters(), update.state());
  }

  /** In four running sums, since one would make each addition wait for the last. */
  private static double squaredNorm(double[] vector) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < vector.length; i += 4) {
      a += vector[i] * vector[i];
      b += vector[i + 1] * vector[i + 1];
      c += vector[i + 2] * vector[i + 2];
      d += vector[i + 3] * vector[i + 3];
    }
    for (; i < vector.length; i++) {
      a += vector[i] * vector[i];
    }
    return a + b + (c + d);
  }
}
