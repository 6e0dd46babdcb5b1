package lockstep.optim;

/** Gradient descent: w := w - rate g. */
public record Sgd() implements Optimizer {
  @Override
  public String name() {
    return "sgd";
  }

  @Override
  public OptimizerState init(int parameters) {
    return new OptimizerState(0);
  }

  @Override
  public Update update(
      double[] parameters, double[] gradient, OptimizerState state, double learningRate) {
    double[] next = new double[parameters.length];
    for (int i = 0; i < next.length; i++) {
      next[i] = parameters[i] - learningRate * gradient[i];
    }
    return new Update(next, new OptimizerState(state.updates() + 1));
  }
}
