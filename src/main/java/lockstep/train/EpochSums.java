package lockstep.train;

import java.io.Serializable;
import lockstep.objective.GradientSum;

/**
 * What an epoch has added up so far.
 *
 * @param steps number of steps done, those without weight included
 * @param lossSum sum of weight times loss over their rows, each at the parameters its step began
 *     with
 * @param weightSum sum of weights of their rows
 * @param normSum sum over steps of the gradient's Euclidean norm, as it was before clipping
 * @param normed number of steps in that sum: those with weight
 */
public record EpochSums(int steps, double lossSum, double weightSum, double normSum, int normed)
    implements Serializable {
  /** Before the first step. */
  public static final EpochSums NONE = new EpochSums(0, 0, 0, 0, 0);

  /** With one more step. */
  EpochSums plus(GradientSum sum, double gradientNorm) {
    return new EpochSums(
        steps + 1,
        lossSum + sum.lossSum(),
        weightSum + sum.weightSum(),
        normSum + gradientNorm,
        normed + 1);
  }

  /** With one more step, where the loss is that of the last point and not of all on the way. */
  EpochSums at(double lossSum, double weightSum, double gradientNorm) {
    return new EpochSums(steps + 1, lossSum, weightSum, gradientNorm, 1);
  }

  /** With one more step, in which no row had weight. */
  EpochSums skipped() {
    return new EpochSums(steps + 1, lossSum, weightSum, normSum, normed);
  }

  /** The mean loss, without penalty. */
  public double meanLoss() {
    return lossSum / weightSum;
  }

  /** The mean norm of the gradient, penalty included, before clipping. */
  public double meanGradientNorm() {
    return normSum / normed;
  }
}
