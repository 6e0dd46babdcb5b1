package lockstep.optim;

/**
 * Adam (Kingma and Ba, "Adam: a method for stochastic optimization", 2015, algorithm 1): with t the
 * number of this update,
 *
 * <pre>
 *   m := beta1 m + (1 - beta1) g          v := beta2 v + (1 - beta2) g^2
 *   w := w - rate (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon)
 * </pre>
 *
 * @param beta1 decay of the mean of gradients
 * @param beta2 decay of the mean of squared gradients
 * @param epsilon added to the denominator, outside the root
 */
public record Adam(double beta1, double beta2, double epsilon) implements Optimizer {
  /** The defaults of Keras 3. */
  public static final Adam DEFAULT = new Adam(0.9, 0.999, 1e-7);

  @Override
  public String name() {
    return "adam";
  }

  @Override
  public OptimizerState init(int parameters) {
    return new OptimizerState(0, new double[parameters], new double[parameters]);
  }

  @Override
  public void move(
      double[] parameters,
      double[] gradient,
      OptimizerState state,
      double learningRate,
      int from,
      int to) {
    double t = state.updates() + 1.0;
    double unbiasM = 1 / (1 - StrictMath.pow(beta1, t));
    double unbiasV = 1 / (1 - StrictMath.pow(beta2, t));
    double[] means = state.moments()[0];
    double[] squares = state.moments()[1];
    for (int i = from; i < to; i++) {
      double g = gradient[i];
      double m = beta1 * means[i] + (1 - beta1) * g;
      double v = beta2 * squares[i] + (1 - beta2) * g * g;
      means[i] = m;
      squares[i] = v;
      parameters[i] -= learningRate * (m * unbiasM) / (Math.sqrt(v * unbiasV) + epsilon);
    }
  }
}
