package lockstep.train;

import java.io.Serializable;

/**
 * When to stop: after {@code patience} epochs in a row without a better value of the monitored
 * metric. The rule of Keras's {@code EarlyStopping}.
 *
 * @param monitor name of the metric, such as {@code validation-loss}
 * @param better which values are
 * @param patience epochs to wait; 0 never stops early
 * @param startFromEpoch number of epochs that are not watched
 * @param baseline value that has to be passed before patience begins anew; NaN for none
 * @param restoreBest whether training ends with the parameters of the best epoch
 */
public record EarlyStopping(
    String monitor,
    Better better,
    int patience,
    int startFromEpoch,
    double baseline,
    boolean restoreBest)
    implements Serializable {
  /** The patience of a rule that never stops, and knows the best epoch all the same. */
  public static final int ENDLESS = Integer.MAX_VALUE;

  /** Never stops, restores nothing. */
  public static final EarlyStopping OFF = new EarlyStopping("validation-loss", false, 0, false);

  /** A rule that watches from the first epoch, for the least change, without a baseline. */
  public EarlyStopping(String monitor, boolean higherIsBetter, int patience, boolean restoreBest) {
    this(monitor, new Better(higherIsBetter, 0), patience, 0, Double.NaN, restoreBest);
  }

  /** Whether this rule watches anything. */
  public boolean active() {
    return patience > 0;
  }

  /** Whether the best parameters are kept when training ends for this reason. */
  boolean restores(StopReason reason) {
    return restoreBest && (patience < ENDLESS || reason == StopReason.TIME_IS_UP);
  }

  /**
   * The memory after an epoch.
   *
   * @param epoch number of the epoch that ended, from 1
   * @param value of the monitored metric; NaN is never better
   * @param parameters at its end, [p]. Not modified.
   */
  public StoppingState observe(StoppingState state, int epoch, double value, double[] parameters) {
    if (epoch <= startFromEpoch) {
      return state;
    }
    if (!better.than(value, state.bestValue())) {
      return state.longer();
    }
    boolean passed = Double.isNaN(baseline) || better.than(value, baseline);
    return new StoppingState(
        epoch, value, restoreBest ? parameters : null, passed ? 0 : state.waited() + 1);
  }

  /** Whether to stop after {@code epoch} epochs; never after the best one. */
  public boolean stops(StoppingState state, int epoch) {
    return active() && state.waited() >= patience && state.bestEpoch() < epoch;
  }
}
