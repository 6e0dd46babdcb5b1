package lockstep.optim;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, "Decoupled weight decay regularization",
 * 2019, algorithm 2): the parameters shrink by their own rule, which the moments do not see,
 *
 * <pre>  w := (1 - rate decay) w          then Adam's update with the gradient taken before</pre>
 *
 * <p>All parameters shrink, biases too, as in Keras 3 and PyTorch, where variables are left out
 * only by name: an optimizer sees one vector and knows no layers. The penalties of the objective
 * spare the biases.
 *
 * @param adam the update
 * @param decay of all parameters, 0 or more; multiplied with the rate
 */
public record AdamW(Adam adam, double decay) implements Optimizer {
  /** The default of Keras 3. */
  public static final double DEFAULT_DECAY = 0.004;

  @Override
  public String name() {
    return "adamw";
  }

  @Override
  public OptimizerState init(int parameters) {
    return adam.init(parameters);
  }

  @Override
  public void move(
      double[] parameters,
      double[] gradient,
      OptimizerState state,
      double learningRate,
      int from,
      int to) {
    double factor = 1 - learningRate * decay;
    for (int i = from; i < to; i++) {
      parameters[i] *= factor;
    }
    adam.move(parameters, gradient, state, learningRate, from, to);
  }
}
