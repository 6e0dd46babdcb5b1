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
  public Update update(
      double[] parameters, double[] gradient, OptimizerState state, double learningRate) {
    long t = state.updates() + 1;
    double[] m = state.moments()[0];
    double[] v = state.moments()[1];
    double[] nextM = new double[parameters.length];
    double[] nextV = new double[parameters.length];
    double[] next = new double[parameters.length];
    double unbiasM = 1 / (1 - StrictMath.pow(beta1, (double) t));
    double unbiasV = 1 / (1 - StrictMath.pow(beta2, (double) t));
    for (int i = 0; i < next.length; i++) {
      double g = gradient[i];
      nextM[i] = beta1 * m[i] + (1 - beta1) * g;
      nextV[i] = beta2 * v[i] + (1 - beta2) * g * g;
      next[i] =
          parameters[i]
              - learningRate * (nextM[i] * unbiasM) / (Math.sqrt(nextV[i] * unbiasV) + epsilon);
    }
    return new Update(next, new OptimizerState(t, nextM, nextV));
  }
}
