package lockstep.optim;

import java.io.Serializable;

/** How parameters follow the gradient. */
public interface Optimizer extends Serializable {
  /** The name in the job file. */
  String name();

  /** The state before the first update of {@code parameters} parameters. */
  OptimizerState init(int parameters);

  /**
   * One update. No argument is modified.
   *
   * @param parameters [p]
   * @param gradient of the objective, [p]
   * @param state from {@link #init} or the update before
   * @param learningRate of this step
   */
  Update update(double[] parameters, double[] gradient, OptimizerState state, double learningRate);

  /**
   * What an update gives.
   *
   * @param parameters [p]
   * @param state for the next update
   */
  record Update(double[] parameters, OptimizerState state) {}
}
