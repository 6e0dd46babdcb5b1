package lockstep.config;

import static lockstep.config.UnacceptableValueException.require;

/**
 * The numbers of the optimizers, by the names they have in Keras; each optimizer reads its own.
 *
 * @param momentum of momentum and nesterov, in [0, 1)
 * @param rho of rmsprop: decay of the mean of squared gradients, in [0, 1)
 * @param beta1 of adam and adamw: decay of the mean of gradients, in [0, 1)
 * @param beta2 of adam and adamw: decay of the mean of squared gradients, in [0, 1)
 * @param epsilon of rmsprop, adagrad, adam and adamw: keeps denominators from 0, 0 or more
 * @param initialAccumulatorValue of adagrad: what its sum starts from, 0 or more
 * @param weightDecay of adamw, 0 or more
 * @param memory of lbfgs: curvature pairs that are kept, 1 or more
 */
public record OptimizerOptions(
    double momentum,
    double rho,
    double beta1,
    double beta2,
    double epsilon,
    double initialAccumulatorValue,
    double weightDecay,
    int memory)
    implements Section {
  /** Checks the ranges above. */
  public OptimizerOptions {
    requireDecay("momentum", momentum);
    requireDecay("rho", rho);
    requireDecay("beta-1", beta1);
    requireDecay("beta-2", beta2);
    requireFinite("epsilon", epsilon);
    requireFinite("initial-accumulator-value", initialAccumulatorValue);
    requireFinite("weight-decay", weightDecay);
    require(memory >= 1, "memory", "1 or more", memory);
  }

  private static void requireDecay(String key, double value) {
    require(value >= 0 && value < 1, key, "0 or more and less than 1", value);
  }

  private static void requireFinite(String key, double value) {
    require(value >= 0 && value <= Double.MAX_VALUE, key, "0 or more", value);
  }
}
