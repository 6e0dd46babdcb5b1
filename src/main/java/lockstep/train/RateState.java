package lockstep.train;

import java.io.Serializable;

/**
 * What the learning rate depends on besides the step.
 *
 * @param best value of the metric that reductions depend on; NaN before the first
 * @param waited epochs since then, or since the last reduction
 * @param reductions of the rate so far
 * @param retries after divergence so far; each divides the rate by 10
 */
public record RateState(double best, int waited, int reductions, int retries)
    implements Serializable {
  /** Before the first epoch. */
  public static final RateState NONE = new RateState(Double.NaN, 0, 0, 0);

  /** With one more retry. */
  RateState retried() {
    return new RateState(best, waited, reductions, retries + 1);
  }
}
