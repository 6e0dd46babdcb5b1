package lockstep.optim;

/**
 * rate(t) = initial factor^floor(t / steps): a stair, as PyTorch's {@code StepLR} and Keras's
 * staircase {@code ExponentialDecay}.
 *
 * @param steps on one stair, at least 1
 * @param factor from stair to stair, more than 0
 */
public record StepDecay(double initial, long steps, double factor) implements LearningRate {
  @Override
  public double at(long step) {
    long stair = step / steps;
    return initial * StrictMath.pow(factor, (double) stair);
  }
}
