/**
 * What is minimised: the weighted mean of a loss over rows, plus a penalty on the weights.
 *
 * <p>Design: rows give <em>sums</em> ({@link lockstep.objective.GradientSum}), and sums of disjoint
 * rows add. Nothing divides before all of a step's rows are in: {@link
 * lockstep.objective.Objective#mean} divides once, by the sum of weights, and adds the penalty,
 * which belongs to the parameters and not to any row. Averaging per block, worker or partition
 * would minimise a different function for each layout of the same rows.
 *
 * <p>Of a shard the gradient stays in the precision of its products ({@link
 * lockstep.objective.ShardSum}); where shards meet, blocks of their gradients that fit a core's
 * first cache go through the whole tree at once, in double ({@link lockstep.objective.ShardSums}).
 * A sum in double for each shard, and one array added to another for each pair, took a third of the
 * profiler's samples of a step of 100,000 parameters.
 *
 * <p>Sparse rows touch few columns of the first layer. A sum of theirs goes through a network that
 * has no others, on features that are numbered anew; so everything between the driver and the rows
 * takes time, memory and bytes in proportion to what a step touches ({@link
 * lockstep.objective.TouchedColumns}), and code for networks knows nothing of it. The driver's
 * update is of all parameters: a penalty and the moments of an optimizer move those as well whose
 * gradient is 0. Features with zeros are not centred; {@link lockstep.objective.Standardization}
 * trains as if they were.
 */
package lockstep.objective;
