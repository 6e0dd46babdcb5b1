package lockstep.optim;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What an optimizer remembers between updates.
 *
 * @param updates number of updates so far
 * @param moments arrays [p], as many as the optimizer keeps
 */
public record OptimizerState(long updates, double[]... moments) implements Serializable {
  /** The same with arrays of its own. */
  public OptimizerState copy() {
    double[][] copies = moments.clone();
    for (int i = 0; i < copies.length; i++) {
      copies[i] = moments[i].clone();
    }
    return new OptimizerState(updates, copies);
  }

  /** With the same arrays, after one more update. */
  public OptimizerState counted() {
    return new OptimizerState(updates + 1, moments);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OptimizerState state
        && updates == state.updates
        && Arrays.deepEquals(moments, state.moments);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(updates) + Arrays.deepHashCode(moments);
  }

  @Override
  public String toString() {
    return "OptimizerState[updates=%d, moments=%d]".formatted(updates, moments.length);
  }
}
