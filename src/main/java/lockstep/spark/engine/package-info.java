/**
 * Steps and evaluations as Spark jobs.
 *
 * <p>Design: the cached RDD has one partition per task and each partition holds whole shards, so a
 * step needs neither a shuffle nor a scan: a task takes its shards' slices, sums each shard with
 * the code every engine runs, and returns a {@link lockstep.data.ShardTree} in which adjacent
 * shards have met. The driver combines trees in whatever order they arrive; the tree makes that
 * order invisible. The zero value is an empty tree, so nothing of the model's size travels with the
 * closure.
 */
package lockstep.spark.engine;
