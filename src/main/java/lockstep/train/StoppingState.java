package lockstep.train;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What early stopping remembers: the best epoch so far, and how long it has waited.
 *
 * @param bestEpoch its number, from 1; 0 before the first
 * @param bestValue of the monitored metric there; NaN before the first
 * @param bestParameters there, [p]; null before the first, and where they are not to be restored
 * @param waited watched epochs since patience last began
 */
public record StoppingState(int bestEpoch, double bestValue, double[] bestParameters, int waited)
    implements Serializable {
  /** The memory before the first epoch. */
  public static final StoppingState NONE = new StoppingState(0, Double.NaN, null, 0);

  /** One more epoch without a better value. */
  StoppingState longer() {
    return new StoppingState(bestEpoch, bestValue, bestParameters, waited + 1);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StoppingState state
        && bestEpoch == state.bestEpoch
        && Double.compare(bestValue, state.bestValue) == 0
        && Arrays.equals(bestParameters, state.bestParameters)
        && waited == state.waited;
  }

  @Override
  public int hashCode() {
    return 31 * bestEpoch + Double.hashCode(bestValue);
  }

  @Override
  public String toString() {
    return "StoppingState[bestEpoch=%d, bestValue=%s, waited=%d]"
        .formatted(bestEpoch, bestValue, waited);
  }
}
