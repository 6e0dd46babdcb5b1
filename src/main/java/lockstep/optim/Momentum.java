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
  public void move(
      double[] parameters,
      double[] gradient,
      OptimizerState state,
      double learningRate,
      int from,
      int to) {
    double[] velocity = state.moments()[0];
    for (int i = from; i < to; i++) {
      double v = momentum * velocity[i] - learningRate * gradient[i];
      velocity[i] = v;
      parameters[i] += v;
    }
  }
}
