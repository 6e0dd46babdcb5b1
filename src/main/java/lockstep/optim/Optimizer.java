package lockstep.optim;

import java.io.Serializable;

/**
 * How parameters follow the gradient. Each element of an update depends on the same element of the
 * arguments alone, so an update may be made in place and in pieces, by several threads, in the same
 * bits.
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
    double[] moved = parameters.clone();
    OptimizerState next = state.copy();
    move(moved, gradient, next, learningRate, 0, moved.length);
    return new Update(moved, next.counted());
  }

  /**
   * The elements {@code from} to {@code to} - 1 of the same update, in place.
   *
   * @param parameters [p]. Those elements are modified.
   * @param gradient of the objective, [p]. Not modified.
   * @param state from {@link #init} or the update before, which is the next one's when all elements
   *     are done, but for its count. Those elements of its moments are modified.
   * @param learningRate of this step
   */
  void move(
      double[] parameters,
      double[] gradient,
      OptimizerState state,
      double learningRate,
      int from,
      int to);

  /**
   * What an update gives.
   *
   * @param parameters [p]
   * @param state for the next update
   */
  record Update(double[] parameters, OptimizerState state) {}
}
