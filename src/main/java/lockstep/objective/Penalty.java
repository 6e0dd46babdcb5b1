package lockstep.objective;

import java.io.Serializable;
import java.util.Arrays;
import lockstep.nn.ParameterLayout;
import lockstep.nn.ParameterLayout.Slot;

/**
 * l1 |w|_1 + l2/2 |w|_2^2 over the weights of the layers; biases are not penalised.
 *
 * @param l1 factor of the sum of absolute weights, at least 0
 * @param l2 twice the factor of the sum of squared weights, at least 0
 */
public record Penalty(double l1, double l2) implements Serializable {
  /** Checks the factors. */
  public Penalty {
    require("l1", l1);
    require("l2", l2);
  }

  private static void require(String name, double factor) {
    if (!(factor >= 0) || Double.isInfinite(factor)) {
      throw new IllegalArgumentException(
          "Cannot penalise by %s = %s: expected 0 or more".formatted(name, factor));
    }
  }

  /** This penalty without l1: what of it has a gradient everywhere. */
  public Penalty smooth() {
    return new Penalty(0, l2);
  }

  /** The factor of each parameter's absolute value, [p]: l1 for weights, 0 for biases. */
  public double[] absoluteFactors(ParameterLayout layout) {
    double[] factors = new double[layout.size()];
    for (Slot slot : layout.slots()) {
      Arrays.fill(factors, slot.weightOffset(), slot.biasOffset(), l1);
    }
    return factors;
  }

  /**
   * Adds the gradient of this penalty to the elements {@code from} to {@code to} - 1; where a
   * weight is 0, that of l1 is 0 (a subgradient).
   *
   * @param parameters [p]. Not modified.
   * @param gradient [p]. Modified.
   * @return the penalty of these elements
   */
  double addTo(ParameterLayout layout, double[] parameters, double[] gradient, int from, int to) {
    double penalty = 0;
    for (Slot slot : layout.slots()) {
      int first = Math.max(from, slot.weightOffset());
      int end = Math.min(to, slot.biasOffset());
      penalty += l2 > 0 ? addSquares(parameters, gradient, first, end) : 0;
      penalty += l1 > 0 ? addSizes(parameters, gradient, first, end) : 0;
    }
    return penalty;
  }

  private double addSquares(double[] parameters, double[] gradient, int from, int to) {
    double squares = 0;
    for (int i = from; i < to; i++) {
      gradient[i] += l2 * parameters[i];
      squares += parameters[i] * parameters[i];
    }
    return l2 / 2 * squares;
  }

  private double addSizes(double[] parameters, double[] gradient, int from, int to) {
    double sizes = 0;
    for (int i = from; i < to; i++) {
      gradient[i] += l1 * Math.signum(parameters[i]);
      sizes += Math.abs(parameters[i]);
    }
    return l1 * sizes;
  }
}
