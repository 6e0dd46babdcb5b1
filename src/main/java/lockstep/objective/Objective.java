package lockstep.objective;

import java.io.Serializable;
import lockstep.data.Block;
import lockstep.loss.Loss;
import lockstep.nn.Network;
import lockstep.nn.ParameterLayout.Slot;

/**
 * F(w) = (sum of weight times loss) / (sum of weights) + l2/2 |weights of the layers|^2. Biases are
 * not penalised.
 *
 * @param l2 factor of the penalty, at least 0
 */
public record Objective(Network network, Loss loss, double l2) implements Serializable {
  /** Checks the penalty. */
  public Objective {
    if (!(l2 >= 0) || Double.isInfinite(l2)) {
      throw new IllegalArgumentException("Cannot penalise by l2 = " + l2 + ": expected 0 or more");
    }
  }

  /** A value of the objective and its gradient [p]. */
  public record Value(double value, double[] gradient) {}

  /** p, the number of parameters. */
  public int parameters() {
    return network.layout().size();
  }

  /**
   * The sums of one block, computed in the block's precision.
   *
   * @param parameters [p]. Not modified.
   */
  public GradientSum evaluate(double[] parameters, Block block) {
    GradientPass pass =
        new GradientPass(this, block.features().precision(), Math.max(1, block.rows()));
    pass.parameters(parameters);
    pass.begin(new double[parameters()]);
    pass.add(block);
    return pass.end();
  }

  /**
   * The objective from the sums over all its rows: divided once, penalty added.
   *
   * @param parameters [p] at which the sums were taken. Not modified.
   * @throws IllegalArgumentException if the weights sum to 0: there is no mean
   */
  public Value mean(double[] parameters, GradientSum sum) {
    if (!(sum.weightSum() > 0)) {
      throw new IllegalArgumentException(
          "Cannot take the mean over rows whose weights sum to " + sum.weightSum());
    }
    double[] gradient = sum.gradient().clone();
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] /= sum.weightSum();
    }
    double penalty = 0;
    if (l2 > 0) {
      for (Slot slot : network.layout().slots()) {
        for (int i = slot.weightOffset(); i < slot.biasOffset(); i++) {
          gradient[i] += l2 * parameters[i];
          penalty += parameters[i] * parameters[i];
        }
      }
    }
    return new Value(sum.lossSum() / sum.weightSum() + l2 / 2 * penalty, gradient);
  }
}
