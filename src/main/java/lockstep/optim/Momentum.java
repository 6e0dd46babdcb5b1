package lockstep.optim;

/**
 * Gradient descent with momentum (Polyak 1964), as Keras writes it: v := momentum v - rate g; w :=
 * w + v.
 *
 * @param momentum in [0, 1)
 */
public record Momentum(double momentum) implements Optimizer {
  /**
   * The momentum of {@code momentum} in a job file: the usual choice (Keras's own default is 0).
   */
  public static final double DEFAULT = 0.9;

  @Override
  public String name() {
    return "momentum";
  }

  @Override
  public OptimizerState init(int parameters) {
    return new OptimizerState(0, new double[parameters]);
  }

  @Override
  public Update update(
      double[] parameters, double[] gradient, OptimizerState state, double learningRate) {
    double[] velocity = state.moments()[0];
    double[] nextVelocity = new double[parameters.length];
    double[] next = new double[parameters.length];
    for (int i = 0; i < next.length; i++) {
      nextVelocity[i] = momentum * velocity[i] - learningRate * gradient[i];
      next[i] = parameters[i] + nextVelocity[i];
    }
    return new Update(next, new OptimizerState(state.updates() + 1, nextVelocity));
  }
}
