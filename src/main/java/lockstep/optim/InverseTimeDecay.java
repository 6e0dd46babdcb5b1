package lockstep.optim;

/**
 * rate(t) = initial / (1 + t / steps), as Keras's {@code InverseTimeDecay} with a decay rate of 1
 * (its rate r and steps s are one number: s / r).
 *
 * @param steps after which the rate is halved, at least 1
 */
public record InverseTimeDecay(double initial, long steps) implements LearningRate {
  @Override
  public double at(long step) {
    return initial / (1 + (double) step / steps);
  }
}
