package lockstep.optim;

/**
 * Gradient descent with Nesterov's momentum (Sutskever, Martens, Dahl and Hinton, "On the
 * importance of initialization and momentum in deep learning", 2013), as Keras writes it: the
 * gradient is taken where the parameters stand, and the velocity is followed one step ahead,
 *
 * <pre>  v := momentum v - rate g          w := w + momentum v - rate g</pre>
 *
 * <p>Keras 3 has it as {@code SGD(nesterov=True)}, whose default momentum of 0 would make it plain
 * gradient descent.
 *
 * @param momentum in [0, 1)
 */
public record Nesterov(double momentum) implements Optimizer {
  @Override
  public String name() {
    return "nesterov";
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
      double step = learningRate * gradient[i];
      double v = momentum * velocity[i] - step;
      velocity[i] = v;
      parameters[i] = parameters[i] + momentum * v - step;
    }
  }
}
