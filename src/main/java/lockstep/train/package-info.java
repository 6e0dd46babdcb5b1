/**
 * The training loop, and the port behind which steps are computed.
 *
 * <p>Design: {@link lockstep.train.TrainingState} is a value; an update takes one and returns the
 * next, and a checkpoint is that value written down. {@link lockstep.train.StepEngine} is the only
 * thing that knows where the rows are; {@link lockstep.train.LocalEngine} keeps them in this
 * process, Spark's engines keep them in executors. All engines call {@link
 * lockstep.train.ShardPass} for a shard and add shards along {@link lockstep.data.ShardTree}, so
 * they agree to the bit.
 */
package lockstep.train;
