package lockstep.optim;

/**
 * rate(t) = initial / sqrt(1 + t / steps): the rate of the analysis of stochastic gradient descent,
 * and with 1 step scikit-learn's {@code invscaling}, whose t counts from 1.
 *
 * @param steps after which the rate is divided by sqrt 2, at least 1
 */
public record InverseSqrtDecay(double initial, long steps) implements LearningRate {
  @Override
  public double at(long step) {
    return initial / Math.sqrt(1 + (double) step / steps);
  }
}
