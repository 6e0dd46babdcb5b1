package lockstep.spark.engine;

import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import lockstep.data.DataShard;
import lockstep.data.Split;
import lockstep.data.StepPlan;
import lockstep.metric.Metrics;
import lockstep.objective.GradientSum;
import lockstep.train.EpochSums;
import lockstep.train.Evaluator;
import lockstep.train.ShardEvaluation;
import lockstep.train.StepEngine;
import lockstep.train.StepRule;
import lockstep.train.TrainingState;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;

/**
 * Tasks that stay: one barrier job whose tasks keep their shards and step in lockstep with the
 * driver, so that a step costs an exchange of sums and parameters and no Spark job. If the workers
 * are lost for good, the work goes on with {@link TreeAggregateEngine} from the start of the epoch
 * at hand, in the same bits.
 */
public final class ResidentEngine implements StepEngine {
  /** The name in the job file. */
  public static final String NAME = "resident";

  private static final AtomicLong SESSIONS = new AtomicLong();

  private final JavaSparkContext spark;
  private final JavaRDD<DataShard> shards;
  private final int shardCount;
  private final Evaluator evaluator;
  private final Duration patience;
  private final Consumer<String> warn;
  private final TreeAggregateEngine fallback;
  private ResidentSession session;
  private Thread job;
  private String jobGroup;
  private boolean lost;
  private volatile RuntimeException reason;

  /**
   * An engine over shards that the caller has cached.
   *
   * @param shards numbers 0 .. shardCount-1, each once; one partition per task, no more than slots
   * @param evaluator that also names the objective and the precision
   * @param patience the longest time without an answer of any worker
   * @param warn hears of lost workers
   */
  public ResidentEngine(
      JavaSparkContext spark,
      JavaRDD<DataShard> shards,
      int shardCount,
      Evaluator evaluator,
      Duration patience,
      Consumer<String> warn) {
    this.spark = spark;
    this.shards = shards;
    this.shardCount = shardCount;
    this.evaluator = evaluator;
    this.patience = patience;
    this.warn = warn;
    this.fallback = new TreeAggregateEngine(spark, shards, shardCount, evaluator);
  }

  /** Why resident workers cannot run on this context; empty if they can. */
  public static Optional<String> obstacle(JavaSparkContext spark, int partitions) {
    if (spark.getConf().getBoolean("spark.dynamicAllocation.enabled", false)) {
      return Optional.of("dynamic allocation is on, which barrier jobs cannot have");
    }
    if (!spark.isLocal() && !LockstepPlugin.isLoaded(spark.sc())) {
      return Optional.of("spark.plugins does not name " + LockstepPlugin.class.getName());
    }
    if (spark.defaultParallelism() < partitions) {
      return Optional.of(
          "there are %d slots for %d tasks".formatted(spark.defaultParallelism(), partitions));
    }
    return Optional.empty();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public TrainingState runEpoch(TrainingState start, StepPlan plan, StepRule rule) {
    if (!lost) {
      try {
        EpochAssignment epoch = new EpochAssignment(start, plan, rule);
        long begun = System.nanoTime();
        work(epoch);
        EpochSums sums = epoch.state.sums();
        ResidentMetrics.epoch(sums.meanLoss(), sums.weightSum(), System.nanoTime() - begun);
        return epoch.state;
      } catch (WorkersLostException e) {
        giveUp(e);
      }
    }
    return fallback.runEpoch(start, plan, rule);
  }

  @Override
  public GradientSum sum(double[] parameters, StepPlan plan, int step) {
    if (!lost) {
      try {
        Single single = new Single(ticket -> new Work.Step(ticket, parameters, plan, step));
        work(single);
        return (GradientSum) single.result;
      } catch (WorkersLostException e) {
        giveUp(e);
      }
    }
    return fallback.sum(parameters, plan, step);
  }

  @Override
  public Optional<Metrics> evaluate(double[] parameters, Split split) {
    if (evaluator.ranked() && !spark.isLocal()) {
      // Scores must not gather in the driver: a job of its own ranks them where they are, and for
      // that
      // the workers give their slots back. The next epoch calls them again.
      end();
      return fallback.evaluate(parameters, split);
    }
    if (!lost) {
      try {
        Single single = new Single(ticket -> new Work.Judge(ticket, parameters, split));
        work(single);
        ShardEvaluation all = (ShardEvaluation) single.result;
        return all.sums().rows() == 0
            ? Optional.empty()
            : Optional.of(evaluator.metrics(all.sums(), all.ranking()));
      } catch (WorkersLostException e) {
        giveUp(e);
      }
    }
    return fallback.evaluate(parameters, split);
  }

  private void work(ResidentSession.Assignment assignment) {
    if (job == null || !job.isAlive()) {
      begin();
    }
    session.run(assignment, job::isAlive, patience);
  }

  private void begin() {
    String id = spark.sc().applicationId() + "-" + SESSIONS.incrementAndGet();
    session = new ResidentSession(id, shardCount);
    jobGroup = "lockstep-" + id;
    ResidentWorker worker = new ResidentWorker(id, shardCount, evaluator);
    job = new Thread(() -> runJob(worker), "lockstep resident workers");
    job.setDaemon(true);
    job.start();
  }

  private void runJob(ResidentWorker worker) {
    spark.setJobGroup(jobGroup, "resident workers of " + evaluator.objective().network(), true);
    RDD<Integer> running =
        shards
            .rdd()
            .barrier()
            .mapPartitions(
                (scala.Function1<
                            scala.collection.Iterator<DataShard>,
                            scala.collection.Iterator<Integer>>
                        & Serializable)
                    partition ->
                        CollectionConverters.asScala(
                            worker.run(CollectionConverters.asJava(partition))),
                false,
                ClassTag$.MODULE$.apply(Integer.class));
    try {
      running.count();
    } catch (RuntimeException e) {
      reason = e;
    }
  }

  private void giveUp(WorkersLostException e) {
    lost = true;
    RuntimeException ended = reason;
    String cause =
        ended == null
            ? ""
            : " (%s)".formatted(String.valueOf(ended.getMessage()).lines().findFirst().orElse(""));
    warn.accept(
        "%s%s; going on with %s from the start of the epoch"
            .formatted(e.getMessage(), cause, fallback.name()));
    end();
  }

  private void end() {
    if (session != null) {
      session.stop();
      try {
        job.join(Duration.ofSeconds(5).toMillis());
        if (job.isAlive()) {
          spark.cancelJobGroup(jobGroup);
          job.join(Duration.ofSeconds(30).toMillis());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      session = null;
    }
  }

  @Override
  public void close() {
    end();
    fallback.close();
  }

  /** One piece of work. */
  private static final class Single implements ResidentSession.Assignment {
    private final java.util.function.LongFunction<Work> work;
    private Serializable result;

    Single(java.util.function.LongFunction<Work> work) {
      this.work = work;
    }

    @Override
    public Work first(long ticket) {
      return work.apply(ticket);
    }

    @Override
    public Work next(long ticket, Serializable sum) {
      result = sum;
      return null;
    }
  }

  /** The steps of an epoch; each update is made by whoever completes the step's sum. */
  private static final class EpochAssignment implements ResidentSession.Assignment {
    private final TrainingState start;
    private final StepPlan plan;
    private final StepRule rule;
    private TrainingState state;
    private long stepBegun;

    EpochAssignment(TrainingState start, StepPlan plan, StepRule rule) {
      this.start = start;
      this.plan = plan;
      this.rule = rule;
    }

    @Override
    public Work first(long ticket) {
      state = start;
      return work(ticket);
    }

    @Override
    public Work next(long ticket, Serializable result) {
      state = rule.update(state, (GradientSum) result);
      ResidentMetrics.step(System.nanoTime() - stepBegun);
      return rule.goesOn(state, plan) ? work(ticket) : null;
    }

    private Work work(long ticket) {
      stepBegun = System.nanoTime();
      return new Work.Step(ticket, state.parameters(), plan, state.nextStep(plan));
    }
  }
}
