package lockstep.spark.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import lockstep.data.DataShard;
import lockstep.train.TrainingState;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A driver process that trains the same thing again and again, while things happen to its
 * executors. Prints a line for each training: what happened, the engine at its end, where it
 * started over, what it fell back to, and the bits of its result.
 */
public final class ResidentDriver {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final Duration SHORT = Duration.ofSeconds(12);

  static final int EPOCHS = 6;

  private final SparkSession spark;

  private ResidentDriver(SparkSession spark) {
    this.spark = spark;
  }

  public static void main(String[] arguments) throws IOException {
    try (SparkSession spark = SparkSession.builder().getOrCreate()) {
      ResidentDriver driver = new ResidentDriver(spark);
      SmallTraining training = SmallTraining.ofEpochs(EPOCHS);
      driver.train("sparse rows", SmallTraining.sparse(EPOCHS), LONG, executor -> {});
      driver.train("undisturbed", training, LONG, executor -> {});
      driver.train("executor killed", training, LONG, ProcessHandle::destroyForcibly);
      driver.train("executor stopped", training, SHORT, executor -> signal("-STOP", executor));
      driver.train("worker killed", training, SHORT, ResidentDriver::killWithWorker);
    }
  }

  private void train(
      String name,
      SmallTraining training,
      Duration workerTimeout,
      Consumer<ProcessHandle> inMidEpoch) {
    ProcessHandle executor = anExecutor();
    LossLog losses = new LossLog();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Slots.await(context, 2, LONG);
    List<DataShard> shards = training.shards();
    JavaRDD<DataShard> placed = context.parallelize(shards, 2).cache();
    RunSize size = new RunSize(EPOCHS, 203);
    ResidentOptions options = new ResidentOptions(workerTimeout, LONG, size);
    ResidentEngine engine =
        new ResidentEngine(context, placed, shards.size(), training.evaluator(), options, losses);
    AtomicBoolean happened = new AtomicBoolean();
    TrainingState state =
        training.train(
            engine,
            step -> {
              if (step == 2 * SmallTraining.STEPS + 2 && happened.compareAndSet(false, true)) {
                inMidEpoch.accept(executor);
              }
            });
    System.out.printf(
        "%s | %s | %s | %s | %s%n",
        name, engine.name(), losses.starts(), losses.fallbacks(), SmallTraining.bits(state));
    placed.unpersist();
  }

  /** Asked of an executor by SQL: no class of the tests is known there. */
  private ProcessHandle anExecutor() {
    List<Row> answers =
        spark
            .range(0, 1, 1, 1)
            .selectExpr("reflect('java.lang.ProcessHandle', 'current') AS process")
            .collectAsList();
    return ProcessHandle.of(Long.parseLong(answers.get(0).getString(0))).orElseThrow();
  }

  /** The worker first: it would start another executor. */
  private static void killWithWorker(ProcessHandle executor) {
    executor.parent().orElseThrow().destroyForcibly();
    executor.destroyForcibly();
  }

  private static void signal(String signal, ProcessHandle process) {
    try {
      new ProcessBuilder("kill", signal, "" + process.pid()).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
