package lockstep.train;

import java.io.Serializable;

/**
 * The last epoch in numbers, to see whether anything still changes; NaN before the first.
 *
 * @param loss mean training loss of the last epoch
 * @param lossBefore that of the epoch before
 * @param gradientNorm mean gradient norm of the last epoch
 */
public record Progress(double loss, double lossBefore, double gradientNorm)
    implements Serializable {
  /** Before the first epoch. */
  public static final Progress NONE = new Progress(Double.NaN, Double.NaN, Double.NaN);

  /** After one more epoch. */
  Progress after(EpochSums sums) {
    return new Progress(sums.meanLoss(), loss, sums.meanGradientNorm());
  }
}
