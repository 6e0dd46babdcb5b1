package lockstep.train;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What early stopping remembers: the best epoch so far.
 *
 * @param bestEpoch its number, from 1; 0 before the first
 * @param bestValue of the monitored metric there; NaN before the first
 * @param bestParameters there, [p]; null before the first, and where they are not to be restored
 */
public record StoppingState(int bestEpoch, double bestValue, double[] bestParameters)
    implements Serializable {
  /** The memory before the first epoch. */
  public static final StoppingState NONE = new StoppingState(0, Double.NaN, null);

  @Override
  public boolean equals(Object other) {
    return other instanceof StoppingState state
        && bestEpoch == state.bestEpoch
        && Double.compare(bestValue, state.bestValue) == 0
        && Arrays.equals(bestParameters, state.bestParameters);
  }

  @Override
  public int hashCode() {
    return 31 * bestEpoch + Double.hashCode(bestValue);
  }

  @Override
  public String toString() {
    return "StoppingState[bestEpoch=%d, bestValue=%s]".formatted(bestEpoch, bestValue);
  }
}
