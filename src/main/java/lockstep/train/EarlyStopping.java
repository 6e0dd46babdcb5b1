package lockstep.train;

import java.io.Serializable;

/**
 * When to stop: after {@code patience} epochs in a row without a better value of the monitored
 * metric.
 *
 * @param monitor name of the metric, such as {@code validation-loss}
 * @param higherIsBetter whether the metric is to be raised
 * @param patience epochs to wait; 0 never stops early
 * @param restoreBest whether training ends with the parameters of the best epoch
 */
public record EarlyStopping(
    String monitor, boolean higherIsBetter, int patience, boolean restoreBest)
    implements Serializable {
  /** Never stops, restores nothing. */
  public static final EarlyStopping OFF = new EarlyStopping("validation-loss", false, 0, false);

  /** Whether this rule watches anything. */
  public boolean active() {
    return patience > 0;
  }

  /**
   * The memory after an epoch.
   *
   * @param epoch number of the epoch that ended, from 1
   * @param value of the monitored metric; NaN is never better
   * @param parameters at its end, [p]. Not modified.
   */
  public StoppingState observe(StoppingState state, int epoch, double value, double[] parameters) {
    boolean first = state.bestEpoch() == 0 && !Double.isNaN(value);
    boolean better = higherIsBetter ? value > state.bestValue() : value < state.bestValue();
    return first || better
        ? new StoppingState(epoch, value, restoreBest ? parameters : null)
        : state;
  }

  /** Whether to stop after {@code epoch} epochs. */
  public boolean stops(StoppingState state, int epoch) {
    return active() && epoch - state.bestEpoch() >= patience;
  }
}
