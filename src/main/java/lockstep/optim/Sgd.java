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
  public void update(
      double[] parameters,
      double[] gradient,
      OptimizerState state,
      double learningRate,
      Update next,
      int from,
      int to) {
    double[] moved = next.parameters();
    for (int i = from; i < to; i++) {
      moved[i] = parameters[i] - learningRate * gradient[i];
    }
  }
}
