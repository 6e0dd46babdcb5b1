package lockstep.spark.engine;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import lockstep.data.DataShard;
import lockstep.data.ShardTree;
import lockstep.data.Split;
import lockstep.data.StepPlan;
import lockstep.metric.Metrics;
import lockstep.objective.GradientSum;
import lockstep.train.Evaluator;
import lockstep.train.ShardPass;
import lockstep.train.StepEngine;
import lockstep.train.StepRule;
import lockstep.train.TrainingState;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * One Spark job a step: parameters broadcast, gradient sums per shard, {@code treeAggregate} along
 * the canonical tree, the broadcast destroyed.
 */
public final class TreeAggregateEngine implements StepEngine {
  /** The name in the job file. */
  public static final String NAME = "tree-aggregate";

  /**
   * Beyond this many bytes at the driver in one step, partial sums are combined on executors first.
   */
  private static final long DRIVER_BYTES = 128L << 20;

  private final JavaSparkContext spark;
  private final JavaRDD<DataShard> shards;
  private final int shardCount;
  private final Evaluator evaluator;
  private final EvaluationJob evaluation;
  private final RunSize size;
  private final int depth;

  /**
   * An engine over shards that the caller has cached, for a run of unknown length.
   *
   * @param shards numbers 0 .. shardCount-1, each once; one partition per task
   * @param evaluator that also names the objective and the precision
   */
  public TreeAggregateEngine(
      JavaSparkContext spark, JavaRDD<DataShard> shards, int shardCount, Evaluator evaluator) {
    this(spark, shards, shardCount, evaluator, RunSize.UNKNOWN);
  }

  /**
   * An engine over shards that the caller has cached.
   *
   * @param shards numbers 0 .. shardCount-1, each once; one partition per task
   * @param evaluator that also names the objective and the precision
   * @param size of the run, for descriptions and rates
   */
  public TreeAggregateEngine(
      JavaSparkContext spark,
      JavaRDD<DataShard> shards,
      int shardCount,
      Evaluator evaluator,
      RunSize size) {
    this.spark = spark;
    this.shards = shards;
    this.shardCount = shardCount;
    this.evaluator = evaluator;
    this.size = size;
    this.evaluation = new EvaluationJob(spark, shards, shardCount, evaluator);
    long bytes =
        (long) shards.getNumPartitions() * evaluator.objective().parameters() * Double.BYTES;
    this.depth = bytes <= DRIVER_BYTES ? 1 : 2;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public TrainingState runEpoch(TrainingState start, StepPlan plan, StepRule rule) {
    long begun = System.nanoTime();
    TrainingState end = StepEngine.super.runEpoch(start, plan, rule);
    long nanos = System.nanoTime() - begun;
    EngineMetrics.epoch(plan.epoch() + 1, end.sums().meanLoss(), size.rows(), nanos);
    return end;
  }

  @Override
  public GradientSum sum(double[] parameters, StepPlan plan, int step) {
    spark.setJobDescription(
        "%s, step %d of %d".formatted(size.epoch(plan.epoch() + 1), step + 1, plan.steps()));
    spark.setCallSite("gradient sums");
    long begun = System.nanoTime();
    Broadcast<double[]> sent = spark.broadcast(evaluator.objective().stored(parameters));
    try {
      StepTask task = new StepTask(shardCount, evaluator, sent, plan, step);
      return shards
          .mapPartitions(task::run)
          .treeAggregate(
              new ShardTree<GradientSum>(shardCount), StepTask::merge, StepTask::merge, depth)
          .root()
          .whole();
    } finally {
      sent.destroy();
      EngineMetrics.step(System.nanoTime() - begun);
      spark.clearCallSite();
      spark.setJobDescription(null);
    }
  }

  @Override
  public Optional<Metrics> evaluate(double[] parameters, Split split) {
    return evaluation.run(evaluator.objective().stored(parameters), split);
  }

  @Override
  public void close() {}

  /** What a task does in a step. */
  private record StepTask(
      int shardCount, Evaluator evaluator, Broadcast<double[]> parameters, StepPlan plan, int step)
      implements java.io.Serializable {

    Iterator<ShardTree<GradientSum>> run(Iterator<DataShard> partition) {
      List<DataShard> shards = new ArrayList<>();
      partition.forEachRemaining(shards::add);
      ShardPass pass =
          new ShardPass(evaluator.objective(), evaluator.precision(), shards, shardCount);
      return List.of(pass.sum(parameters.value(), plan, step)).iterator();
    }

    static ShardTree<GradientSum> merge(ShardTree<GradientSum> into, ShardTree<GradientSum> tree) {
      into.addAll(tree, GradientSum::absorb);
      return into;
    }
  }
}
