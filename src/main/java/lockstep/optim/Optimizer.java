package lockstep.optim;

import java.io.Serializable;

/**
 * How parameters follow the gradient. Each element of an update depends on the same element of the
 * arguments alone, so an update may be made in pieces, by several threads, in the same bits.
 */
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
  default Update update(
      double[] parameters, double[] gradient, OptimizerState state, double learningRate) {
    Update next = Update.after(state, parameters.length);
    update(parameters, gradient, state, learningRate, next, 0, parameters.length);
    return next;
  }

  /**
   * A piece of the same update: its elements {@code from} to {@code to} - 1.
   *
   * @param parameters [p]. Not modified.
   * @param gradient of the objective, [p]. Not modified.
   * @param state from {@link #init} or the update before. Not modified.
   * @param learningRate of this step
   * @param next whose arrays are none of the arguments'. Those elements are overwritten.
   */
  void update(
      double[] parameters,
      double[] gradient,
      OptimizerState state,
      double learningRate,
      Update next,
      int from,
      int to);

  /**
   * What an update gives.
   *
   * @param parameters [p]
   * @param state for the next update
   */
  record Update(double[] parameters, OptimizerState state) {
    /** Room for the update of p parameters after {@code state}. */
    static Update after(OptimizerState state, int p) {
      double[][] moments = new double[state.moments().length][p];
      return new Update(new double[p], new OptimizerState(state.updates() + 1, moments));
    }

    /**
     * Room for the update after {@code state} in arrays that nobody needs any more.
     *
     * @param parameters [p], which will be overwritten
     * @param spare whose moments will be overwritten
     */
    public static Update after(OptimizerState state, double[] parameters, OptimizerState spare) {
      return new Update(parameters, new OptimizerState(state.updates() + 1, spare.moments()));
    }
  }
}
