package lockstep.spark.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import lockstep.data.DataShard;
import lockstep.train.Crew;
import lockstep.train.Evaluator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Workers that stay between pieces of work: a session and the barrier job of the attempt at hand.
 * Work whose workers are lost starts over with others, up to as many times as Spark tries a stage.
 */
final class ResidentWorkers {
  private static final AtomicLong SESSIONS = new AtomicLong();
  private static final int MOST_ATTEMPTS = 4;
  private static final long TURN_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final JavaSparkContext spark;
  private final JavaRDD<DataShard> shards;
  private final int shardCount;
  private final Evaluator evaluator;
  private final ResidentOptions options;
  private final ResidentObserver observer;
  private final ResidentSession session;
  private WorkerJob job;
  private int attempts;
  private long begun;

  ResidentWorkers(
      JavaSparkContext spark,
      JavaRDD<DataShard> shards,
      int shardCount,
      Evaluator evaluator,
      ResidentOptions options,
      ResidentObserver observer) {
    this.spark = spark;
    this.shards = shards;
    this.shardCount = shardCount;
    this.evaluator = evaluator;
    this.options = options;
    this.observer = observer;
    this.session =
        new ResidentSession(
            spark.sc().applicationId() + "-" + SESSIONS.incrementAndGet(),
            shardCount,
            evaluator.precision(),
            options,
            System::nanoTime);
  }

  /** The workers of this process, if there are any. */
  Crew crew() {
    return session.crew();
  }

  /**
   * Has an assignment done.
   *
   * @param text what it is, for Spark's pages
   * @throws WorkersLostException if it cannot be done: workers do not begin, do not answer, or end
   *     again and again
   */
  void work(Assignment assignment, String text) {
    int failures = 0;
    while (true) {
      try {
        begin(text);
        session.run(assignment, job::isRunning);
        return;
      } catch (WorkersLostException lost) {
        Optional<String> failure = job == null ? Optional.empty() : job.failure();
        end(lost.replaceable() ? options.workerTimeout() : Duration.ZERO);
        if (!lost.replaceable() || spark.sc().isStopped()) {
          throw lost;
        }
        if (failure.isPresent() && ++failures == MOST_ATTEMPTS) {
          throw WorkersLostException.inVain(failure.get(), List.of());
        }
        failure.ifPresent(why -> observer.startsOver(text, why));
      }
    }
  }

  private void begin(String text) {
    if (job != null && job.isRunning() && !session.rests()) {
      return;
    }
    rest();
    int tasks = shards.getNumPartitions();
    if (!Slots.await(spark, tasks, options.workerTimeout())) {
      throw WorkersLostException.inVain(
          "there are %d slots for %d workers after %d seconds"
              .formatted(Slots.of(spark), tasks, options.workerTimeout().toSeconds()),
          List.of());
    }
    session.begin(++attempts, tasks);
    ResidentWorker worker =
        new ResidentWorker(session.id(), attempts, shardCount, evaluator, options.workerTimeout());
    job = WorkerJob.submit(spark, shards, worker, text);
    begun = System.nanoTime();
  }

  /**
   * Sends the workers home if other jobs want their slots; looked at no more than once a second.
   */
  void makeRoom() {
    if (System.nanoTime() - begun > TURN_NANOS) {
      begun = System.nanoTime();
      if (spark.statusTracker().getActiveJobIds().length > 1) {
        rest();
      }
    }
  }

  /** Sends the workers home, so that their slots are free; the next work calls others. */
  void rest() {
    end(options.workerTimeout());
  }

  private void end(Duration limit) {
    session.rest();
    if (job != null) {
      job.end(limit);
      job = null;
    }
  }

  void close() {
    rest();
    session.close();
  }
}
