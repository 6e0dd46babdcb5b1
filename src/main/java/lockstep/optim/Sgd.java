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
  public void move(
      double[] parameters,
      double[] gradient,
      OptimizerState state,
      double learningRate,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      parameters[i] -= learningRate * gradient[i];
    }
  }
}
