/**
 * Steps and evaluations on Spark: {@link lockstep.spark.engine.TreeAggregateEngine}, a job per
 * step, and {@link lockstep.spark.engine.ResidentEngine}, one job for the training.
 *
 * <p>Design, both: the cached RDD has one partition per task and each partition holds whole shards,
 * so a step needs neither a shuffle nor a scan: a task takes its shards' slices, sums each shard
 * with the code every engine runs, and adds up the shards that lie side by side in a {@link
 * lockstep.data.ShardTree}. The driver combines trees in whatever order they arrive; the tree makes
 * that order invisible, and so the engines give the same bits.
 *
 * <p>Resident workers are the tasks of one barrier job. They keep their shards and wait for work;
 * the driver's {@link lockstep.spark.engine.ResidentSession} has one piece of work on offer, takes
 * the sums, and whoever hands in the last one (a worker in the driver's process, or the thread of
 * Spark's RPC) makes the update and puts the next piece there. One job for the whole training, and
 * not one per epoch, because a small epoch takes less than the job's start.
 *
 * <ul>
 *   <li>Between processes an executor sends its sums once a step, and asks for the parameters, with
 *       pauses in proportion to the wait, since the driver cannot call an executor. Messages are
 *       {@code byte[]}: an executor reads answers with the class path of its JVM, where the
 *       submitted jar is not, and a class it does not know ends it. Parameters travel in the
 *       precision of the job, since workers would round them to it anyway. Sums travel in double: a
 *       partial sum that were rounded on its way would depend on which shards its executor holds.
 *   <li>Workers in the driver's process are a {@link lockstep.spark.engine.Team}: one of them leads
 *       a step, and all take its shards, then pieces of the sum and of the update, as they come to
 *       them. With shards of its own each waited for the slowest in every step; what a shard gives
 *       depends on nothing but the shard, so the bits are the same. A waiting worker took 1 ms of
 *       its core in a step whose other worker took 200 to 280 ms; an executor 20 to 30 ms and the
 *       driver 10 ms.
 *   <li>Of sparse rows, sums travel as what a step touches. An executor knows from the plan which
 *       rows come next, and says with its sums what of the parameters these read ({@link
 *       lockstep.spark.engine.Wish}); it is sent that alone, and everything where the step that
 *       comes is another. {@code TreeAggregateEngine} has sums of the same kind, but broadcasts all
 *       parameters: its tasks cannot ask.
 *   <li>Every wait is bounded: for slots, for workers to begin, for an executor to be heard of, for
 *       an answer ({@code train.worker-timeout-seconds}), for a result ({@code
 *       train.step-timeout-seconds}). An executor gives a sign of life while it computes.
 *   <li>A barrier job whose task fails ends: Spark does not run its last stage again. The driver
 *       submits another and offers the epoch from its start; results carry the number of their job
 *       and of their piece of work, and others are dropped. After four failures, and after a wait
 *       in vain, the epoch and all that follow are done by {@code TreeAggregateEngine}.
 *   <li>Workers without work for two seconds leave, and so they do between epochs if other jobs
 *       wait for slots; the next epoch submits a new job. So two engines, or a user's own jobs,
 *       share the slots by turns. Ranking the scores of a split is such a job when scores are not
 *       in the driver's process.
 * </ul>
 *
 * <p>Large models, measured on two cores that others used too, so that only ratios count: a step of
 * {@code TreeAggregateEngine} over one of resident workers took 12 times as long at 100,609
 * parameters and 3.9 times at 985,401 in threads, 6.6 and 2.5 times between two processes. There is
 * no size up to 10^6 from which on a job per step is faster. Of {@code treeAggregate} over bare
 * sums, depth 2 took 2.2 to 3.3 times as long as depth 1 with 8 and 16 partitions in threads, 1.2
 * times with 16 at 985,401 between processes, and no less with {@code finalAggregateOnExecutor},
 * which costs one shuffle more: so sums are combined on executors first only beyond what was
 * measured, 128 MB at the driver in a step.
 */
package lockstep.spark.engine;
