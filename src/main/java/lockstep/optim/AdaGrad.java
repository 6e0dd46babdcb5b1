package lockstep.optim;

/**
 * Adagrad (Duchi, Hazan and Singer, "Adaptive subgradient methods for online learning and
 * stochastic optimization", 2011), as Keras 3 writes it, epsilon under the root:
 *
 * <pre>  s := s + g^2          w := w - rate g / sqrt(initial + s + epsilon)</pre>
 *
 * <p>Keras begins its sum at the initial value; here the sum begins at 0 and the initial value is
 * added where it is used, so that a state before the first update is zero for every optimizer.
 * PyTorch adds its epsilon to the root instead; with epsilon 0 the two are one.
 *
 * @param initial what the sum of squared gradients starts from, 0 or more
 * @param epsilon added under the root
 */
public record AdaGrad(double initial, double epsilon) implements Optimizer {
  /** The defaults of Keras 3. */
  public static final AdaGrad DEFAULT = new AdaGrad(0.1, 1e-7);

  @Override
  public String name() {
    return "adagrad";
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
    double[] sums = state.moments()[0];
    for (int i = from; i < to; i++) {
      double g = gradient[i];
      double s = sums[i] + g * g;
      sums[i] = s;
      parameters[i] -= learningRate * g / Math.sqrt(initial + s + epsilon);
    }
  }
}
