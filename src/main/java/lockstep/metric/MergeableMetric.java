package lockstep.metric;

import java.io.Serializable;

/**
 * Sums over rows that add up: the sums of two sets of rows, added, are the sums of their union.
 *
 * <p>{@code plus} is associative and commutative up to rounding (exactly so while the sums are
 * integers up to 2^53), sums of no rows are its identity, a row of weight 2 is the row twice and a
 * row of weight 0 is absent. Each implementation has a contract test that says so.
 *
 * @param <S> the implementing type
 */
public interface MergeableMetric<S extends MergeableMetric<S>> extends Serializable {
  /**
   * The sums of this side's rows and the other's. Neither is modified.
   *
   * @throws IllegalArgumentException if the two count different things (classes, thresholds, tasks)
   */
  S plus(S other);
}
