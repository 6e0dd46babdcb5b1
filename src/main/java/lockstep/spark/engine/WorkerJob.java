package lockstep.spark.engine;

import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lockstep.data.DataShard;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** The barrier job in which resident workers live, submitted and then left to run. */
final class WorkerJob {
  /** What Spark's pages call its stage. */
  static final String STAGE = "resident workers";

  private static final String INTERRUPT = "spark.job.interruptOnCancel";

  private final JavaFutureAction<Void> job;

  private WorkerJob(JavaFutureAction<Void> job) {
    this.job = job;
  }

  /** Submits the job; its tasks begin when there are slots for all of them at once. */
  static WorkerJob submit(
      JavaSparkContext spark, JavaRDD<DataShard> shards, ResidentWorker worker, String text) {
    String interrupts = spark.getLocalProperty(INTERRUPT);
    spark.setJobDescription(text);
    spark.setCallSite(STAGE);
    spark.setLocalProperty(INTERRUPT, "true");
    try {
      return new WorkerJob(barrier(shards, worker).foreachPartitionAsync(none -> {}));
    } finally {
      spark.setLocalProperty(INTERRUPT, interrupts);
      spark.clearCallSite();
      spark.setJobDescription(null);
    }
  }

  private static JavaRDD<Integer> barrier(JavaRDD<DataShard> shards, ResidentWorker worker) {
    ClassTag<Integer> type = ClassTag$.MODULE$.apply(Integer.class);
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
                type);
    return new JavaRDD<>(running, type);
  }

  boolean isRunning() {
    return !job.isDone();
  }

  /**
   * Waits for the end of workers that have been told to leave; cancels what has not ended in time.
   */
  void end(Duration limit) {
    if (!hasEnded(limit)) {
      job.cancel(true);
    }
  }

  private boolean hasEnded(Duration limit) {
    try {
      job.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      return true;
    }
  }

  /** Why it failed, in Spark's words; empty if it runs or ended well. */
  Optional<String> failure() {
    if (isRunning()) {
      return Optional.empty();
    }
    try {
      job.get(0, TimeUnit.NANOSECONDS);
      return Optional.empty();
    } catch (ExecutionException e) {
      return Optional.of(brief(String.valueOf(e.getCause().getMessage())));
    } catch (TimeoutException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Spark's first line says that a barrier stage failed, the second which task and why. */
  private static String brief(String message) {
    return message.lines().filter(line -> !line.contains("barrier")).findFirst().orElse(message);
  }
}
