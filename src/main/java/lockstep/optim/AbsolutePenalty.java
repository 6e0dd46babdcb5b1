package lockstep.optim;

import java.io.Serializable;

/**
 * The penalty sum of c_i |x_i|, which has no gradient where an x_i is 0: what OWL-QN makes of it
 * (Andrew and Gao, "Scalable training of L1-regularized log-linear models", 2007). Within an
 * orthant, where no x_i changes sign, the penalty is linear; so a step is made within one.
 *
 * @param factors c, [p], 0 or more; none: no penalty. Kept.
 */
public record AbsolutePenalty(double[] factors) implements Serializable {
  /** No penalty at all. */
  public static final AbsolutePenalty NONE = new AbsolutePenalty(new double[0]);

  /** Whether there is none. */
  boolean isNone() {
    return factors.length == 0;
  }

  /** The penalty of x, [p]. */
  double of(double[] x) {
    double sum = 0;
    for (int i = 0; i < factors.length; i++) {
      sum += factors[i] * Math.abs(x[i]);
    }
    return sum;
  }

  /**
   * The pseudo-gradient (equation 4): the derivative to the side on which the sum falls, 0 where it
   * rises to both.
   *
   * @param x [p]. Not modified.
   * @param gradient of the smooth part, [p]. Not modified.
   * @return the gradient itself where there is no penalty
   */
  double[] pseudoGradient(double[] x, double[] gradient) {
    if (isNone()) {
      return gradient;
    }
    double[] pseudo = new double[gradient.length];
    for (int i = 0; i < pseudo.length; i++) {
      double g = gradient[i];
      double c = factors[i];
      double flat = g > c ? g - c : g < -c ? g + c : 0;
      pseudo[i] = x[i] == 0 ? flat : g + c * Math.signum(x[i]);
    }
    return pseudo;
  }

  /**
   * Leaves of a direction what falls along each penalised axis.
   *
   * @param direction [p]. Modified.
   * @param pseudoGradient [p]. Not modified.
   */
  void align(double[] direction, double[] pseudoGradient) {
    for (int i = 0; i < factors.length; i++) {
      if (factors[i] > 0 && direction[i] * pseudoGradient[i] >= 0) {
        direction[i] = 0;
      }
    }
  }

  /**
   * Stops at 0 what would change its sign. What was at 0 goes where the aligned direction leads.
   *
   * @param from x, [p]. Not modified.
   * @param to x plus a step, [p]. Modified.
   */
  void stayInOrthant(double[] from, double[] to) {
    for (int i = 0; i < factors.length; i++) {
      if (factors[i] > 0 && from[i] * to[i] < 0) {
        to[i] = 0;
      }
    }
  }
}
