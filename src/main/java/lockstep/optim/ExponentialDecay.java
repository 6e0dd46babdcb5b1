package lockstep.optim;

/**
 * rate(t) = initial factor^(t / steps), as Keras's {@code ExponentialDecay}.
 *
 * @param steps after which the rate is multiplied with {@code factor}, at least 1
 * @param factor more than 0
 */
public record ExponentialDecay(double initial, long steps, double factor) implements LearningRate {
  @Override
  public double at(long step) {
    return initial * StrictMath.pow(factor, (double) step / steps);
  }
}
