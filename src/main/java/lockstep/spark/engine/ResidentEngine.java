package lockstep.spark.engine;

import java.util.Optional;
import lockstep.data.DataShard;
import lockstep.data.Split;
import lockstep.data.StepPlan;
import lockstep.metric.Metrics;
import lockstep.objective.GradientSum;
import lockstep.train.Evaluator;
import lockstep.train.ShardEvaluation;
import lockstep.train.StepEngine;
import lockstep.train.StepRule;
import lockstep.train.TrainingState;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Tasks that stay: one barrier job whose tasks keep their shards and step in lockstep with the
 * driver, so that a step costs an exchange of sums and parameters and no Spark job. If the workers
 * are lost for good, the work goes on with {@link TreeAggregateEngine} from the start of the epoch
 * at hand, in the same bits.
 */
public final class ResidentEngine implements StepEngine {
  /** The name in the job file. */
  public static final String NAME = "resident";

  private final JavaSparkContext spark;
  private final Evaluator evaluator;
  private final RunSize size;
  private final ResidentObserver observer;
  private final ResidentWorkers workers;
  private final TreeAggregateEngine fallback;
  private boolean lost;

  /**
   * An engine over shards that the caller has cached.
   *
   * @param shards numbers 0 .. shardCount-1, each once; one partition per task, no more than slots
   * @param evaluator that also names the objective and the precision
   * @param observer hears of lost workers
   */
  public ResidentEngine(
      JavaSparkContext spark,
      JavaRDD<DataShard> shards,
      int shardCount,
      Evaluator evaluator,
      ResidentOptions options,
      ResidentObserver observer) {
    this.spark = spark;
    this.evaluator = evaluator;
    this.size = options.size();
    this.observer = observer;
    this.workers = new ResidentWorkers(spark, shards, shardCount, evaluator, options, observer);
    this.fallback = new TreeAggregateEngine(spark, shards, shardCount, evaluator, size);
  }

  /**
   * Why resident workers cannot run on this context; empty if they can. Waits for slots that are
   * still to come, as long as a worker may take.
   */
  public static Optional<String> obstacle(
      JavaSparkContext spark, int partitions, ResidentOptions options) {
    if (Slots.isDynamic(spark)) {
      return Optional.of("dynamic allocation is on, which barrier jobs cannot have");
    }
    if (!spark.isLocal() && !LockstepPlugin.isLoaded(spark.sc())) {
      return Optional.of("spark.plugins does not name " + LockstepPlugin.class.getName());
    }
    if (!Slots.await(spark, partitions, options.workerTimeout())) {
      return Optional.of("there are %d slots for %d tasks".formatted(Slots.of(spark), partitions));
    }
    return Optional.empty();
  }

  @Override
  public String name() {
    return lost ? fallback.name() : NAME;
  }

  @Override
  public TrainingState runEpoch(TrainingState start, StepPlan plan, StepRule rule) {
    EpochAssignment epoch =
        new EpochAssignment(start, plan, rule, evaluator.objective(), workers.crew());
    long begun = System.nanoTime();
    int number = plan.epoch() + 1;
    String text = leavesToEvaluate() ? size.epoch(number) : size.epochsFrom(number);
    if (!isDone(epoch, text)) {
      return fallback.runEpoch(start, plan, rule);
    }
    double loss = epoch.state().sums().meanLoss();
    EngineMetrics.epoch(number, loss, size.rows(), System.nanoTime() - begun);
    workers.makeRoom();
    return epoch.state();
  }

  @Override
  public GradientSum sum(double[] parameters, StepPlan plan, int step) {
    double[] stored = evaluator.objective().stored(parameters);
    Assignment.Single single =
        new Assignment.Single(ticket -> new Work.Step(ticket, stored, plan, step));
    return isDone(single, "step %d of epoch %d".formatted(step + 1, plan.epoch() + 1))
        ? ((GradientSum) single.result()).whole()
        : fallback.sum(parameters, plan, step);
  }

  @Override
  public Optional<Metrics> evaluate(double[] parameters, Split split) {
    if (leavesToEvaluate()) {
      workers.rest();
      return fallback.evaluate(parameters, split);
    }
    double[] stored = evaluator.objective().stored(parameters);
    Assignment.Single single =
        new Assignment.Single(ticket -> new Work.Judge(ticket, stored, split));
    if (!isDone(single, "evaluate " + split.label())) {
      return fallback.evaluate(parameters, split);
    }
    ShardEvaluation all = (ShardEvaluation) single.result();
    return all.sums().rows() == 0
        ? Optional.empty()
        : Optional.of(evaluator.metrics(all.sums(), all.ranking()));
  }

  /**
   * Scores must not gather in the driver: a job of its own ranks them where they are, and for that
   * the workers give their slots back. The next epoch calls others.
   */
  private boolean leavesToEvaluate() {
    return evaluator.ranked() && !spark.isLocal();
  }

  /** Has the workers do an assignment, if there are any; false if it is up to the fallback. */
  private boolean isDone(Assignment assignment, String text) {
    if (lost) {
      return false;
    }
    try {
      workers.work(assignment, text);
      return true;
    } catch (WorkersLostException e) {
      lost = true;
      if (!spark.sc().isStopped()) {
        // As Spark does with executors whose heartbeat it misses: they would hold up every job.
        e.silent().forEach(spark.sc()::killAndReplaceExecutor);
        observer.fallsBack(fallback.name(), e.getMessage() + ", in " + text);
      }
      return false;
    }
  }

  @Override
  public void close() {
    workers.close();
    fallback.close();
  }
}
