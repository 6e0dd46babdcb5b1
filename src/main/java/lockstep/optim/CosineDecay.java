package lockstep.optim;

/**
 * rate(t) = initial ((1 - end) (1 + cos(pi t / steps)) / 2 + end) up to t = steps, and initial end
 * from there on (Loshchilov and Hutter, "SGDR: stochastic gradient descent with warm restarts",
 * 2017, equation 5), as Keras's {@code CosineDecay}.
 *
 * @param steps to the end of the decay, at least 1
 * @param end share of the initial rate that is left there, in [0, 1]; 0 in Keras
 */
public record CosineDecay(double initial, long steps, double end) implements LearningRate {
  @Override
  public double at(long step) {
    double progress = Math.min(1, (double) step / steps);
    return initial * ((1 - end) * halfWave(progress) + end);
  }

  /** (1 + cos(pi x)) / 2: from 1 at x = 0 to 0 at x = 1. */
  static double halfWave(double x) {
    return (1 + StrictMath.cos(StrictMath.PI * x)) / 2;
  }
}
