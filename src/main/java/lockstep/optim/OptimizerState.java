package lockstep.optim;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;

/**
 * What an optimizer remembers between updates.
 *
 * @param updates number of updates so far
 * @param search for the length of the next update; null where the learning rate is that
 * @param moments arrays [p], as many as the optimizer keeps
 */
public record OptimizerState(long updates, LineSearch search, double[]... moments)
    implements Serializable {

  /** Of an optimizer that follows the learning rate. */
  public OptimizerState(long updates, double[]... moments) {
    this(updates, null, moments);
  }

  /** The same with arrays of its own. */
  public OptimizerState copy() {
    double[][] copies = moments.clone();
    for (int i = 0; i < copies.length; i++) {
      copies[i] = moments[i].clone();
    }
    return new OptimizerState(updates, search, copies);
  }

  /** With the same arrays, after one more update. */
  public OptimizerState counted() {
    return new OptimizerState(updates + 1, search, moments);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OptimizerState state
        && updates == state.updates
        && Objects.equals(search, state.search)
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
