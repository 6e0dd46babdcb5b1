/**
 * What is minimised: the weighted mean of a loss over rows, plus a penalty on the weights.
 *
 * <p>Design: rows give <em>sums</em> ({@link lockstep.objective.GradientSum}), and sums of disjoint
 * rows add. Nothing divides before all of a step's rows are in: {@link
 * lockstep.objective.Objective#mean} divides once, by the sum of weights, and adds the penalty,
 * which belongs to the parameters and not to any row. Averaging per block, worker or partition
 * would minimise a different function for each layout of the same rows.
 */
package lockstep.objective;
