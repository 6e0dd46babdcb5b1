/**
 * Metrics as sums: what one pass over the rows of a split leaves, adding up over any parts of it.
 *
 * <p>Design decisions:
 *
 * <ul>
 *   <li>Sums travel, quotients never: an accuracy or an area is divided once, at the end. An
 *       average of per-part areas is a different, biased number. The sums are {@link
 *       lockstep.metric.MergeableMetric}s and its contract test holds their laws.
 *   <li>The sums are accumulators: {@code add} modifies them and allocates nothing, because it runs
 *       once a row; {@code plus} modifies neither side, because it runs once a shard.
 *   <li>Counts are doubles that are exact as integers up to 2^53, so unweighted results depend on
 *       the rows alone. With fractional weights the bits depend on the order of merging, which its
 *       caller keeps canonical; {@link lockstep.metric.RegressionSums} is exact always.
 *   <li>Areas under curves are exact, without bins and without one machine holding all scores:
 *       {@link lockstep.metric.ScoreRun}s are merged by key range, and {@link
 *       lockstep.metric.RankingPart}s of adjacent ranges add up. Both areas are summed in {@link
 *       lockstep.linalg.ExactSum}: it makes the result independent of where the ranges were cut,
 *       for 4 ns a row (2 million rows, one core: adding 8 ns a row, sorting 55, areas 10, in plain
 *       doubles 6).
 *   <li>Where a row weight exists, the primary counts stay counts of rows, since a user compares
 *       them with the table, and a weighted block stands beside them. Losses, areas and regression
 *       errors are weighted, as the objective is; beside regression errors stands a block of
 *       unweighted ones.
 *   <li>A quotient 0 / 0 is 0 in precision, recall and F1, as scikit-learn's {@code
 *       zero_division=0}; a loss, area or error that is not defined is absent, {@code null} in
 *       JSON.
 * </ul>
 */
package lockstep.metric;
