package lockstep.optim;

/**
 * RMSprop (Hinton, "Neural networks for machine learning", lecture 6, 2012), without momentum and
 * not centred, as Keras 3 writes it, epsilon under the root:
 *
 * <pre>  v := rho v + (1 - rho) g^2          w := w - rate g / sqrt(v + epsilon)</pre>
 *
 * <p>PyTorch adds its epsilon to the root instead; with epsilon 0 the two are one.
 *
 * @param rho decay of the mean of squared gradients
 * @param epsilon added under the root
 */
public record RmsProp(double rho, double epsilon) implements Optimizer {
  /** The defaults of Keras 3. */
  public static final RmsProp DEFAULT = new RmsProp(0.9, 1e-7);

  @Override
  public String name() {
    return "rmsprop";
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
    double[] squares = state.moments()[0];
    for (int i = from; i < to; i++) {
      double g = gradient[i];
      double v = rho * squares[i] + (1 - rho) * g * g;
      squares[i] = v;
      parameters[i] -= learningRate * g / Math.sqrt(v + epsilon);
    }
  }
}
