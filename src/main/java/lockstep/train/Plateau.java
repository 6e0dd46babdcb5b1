package lockstep.train;

import java.io.Serializable;

/**
 * When the learning rate is reduced: after {@code patience} epochs in a row without a better value
 * of the monitored metric it is multiplied with {@code factor}, and patience begins anew. The rule
 * of Keras's {@code ReduceLROnPlateau}.
 *
 * @param monitor name of the metric, such as {@code validation-loss}
 * @param better which values are
 * @param factor of a reduction, between 0 and 1
 * @param patience epochs to wait, at least 1
 * @param min the lowest rate that reductions go to
 */
public record Plateau(String monitor, Better better, double factor, int patience, double min)
    implements Serializable {

  /** The memory after an epoch whose monitored metric has this value; NaN is never better. */
  RateState observe(RateState state, double value) {
    if (better.than(value, state.best())) {
      return new RateState(value, 0, state.reductions(), state.retries());
    }
    return state.waited() + 1 < patience
        ? new RateState(state.best(), state.waited() + 1, state.reductions(), state.retries())
        : new RateState(state.best(), 0, state.reductions() + 1, state.retries());
  }

  /** The rate after the reductions so far. */
  double reduced(double rate, RateState state) {
    return state.reductions() == 0
        ? rate
        : Math.max(Math.min(min, rate), rate * StrictMath.pow(factor, state.reductions()));
  }
}
