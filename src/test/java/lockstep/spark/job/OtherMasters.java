package lockstep.spark.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import lockstep.config.JobConfig;
import lockstep.config.JobFile;
import lockstep.data.DataShard;
import lockstep.data.Split;
import lockstep.data.StepPlan;
import lockstep.model.TrainedModel;
import lockstep.objective.Objective;
import lockstep.spark.engine.TreeAggregateEngine;
import lockstep.spark.table.PreparedTable;
import lockstep.spark.table.TablePreparation;
import lockstep.train.Evaluator;
import lockstep.train.Trainer;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * A process that trains the small job under masters that the tests' own process does not have, one
 * after another: {@code OtherMasters <table> <runs>}. Runs are named {@code one}, {@code five} and
 * {@code failing}; of the last there are only its weights.
 */
public final class OtherMasters {
  private static final AtomicInteger FAILED = new AtomicInteger();

  private OtherMasters() {}

  public static void main(String[] arguments) throws IOException {
    Path table = Path.of(arguments[0]);
    Path runs = Path.of(arguments[1]);
    train("local[1]", table, runs, "one");
    train("local[5]", table, runs, "five");
    trainThoughTasksFail(table, runs);
  }

  private static SparkSession session(String master) {
    return SparkSession.builder()
        .master(master)
        .appName("bits")
        .config("spark.ui.enabled", false)
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate();
  }

  private static void train(String master, Path table, Path runs, String id) throws IOException {
    try (SparkSession spark = session(master)) {
      List<String> words = SmallJob.words(table, runs, id, "train.engine=tree-aggregate");
      TrainJob.run(spark, JobFile.of(words), true, JobObserver.SILENT);
    }
  }

  /** Two tasks at a time, each allowed four attempts; in every stage one of them fails at first. */
  private static void trainThoughTasksFail(Path table, Path runs) throws IOException {
    JobConfig config = JobFile.of(SmallJob.words(table, runs, "failing"));
    JobSettings settings = new JobSettings(config);
    try (SparkSession spark = session("local[2,4]");
        PreparedTable prepared = new TablePreparation(spark, settings.tables()).prepare()) {
      ModelSettings settled = settings.model(prepared.encoder());
      TrainingLabels labels = TrainingLabels.of(prepared);
      Objective objective = settled.objective(labels, prepared.scaling());
      Evaluator evaluator = settings.evaluator(objective, prepared.encoder(), settings.precision());
      JavaRDD<DataShard> shards = prepared.shards().map(OtherMasters::failAtFirst);
      JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
      TreeAggregateEngine engine =
          new TreeAggregateEngine(context, shards, prepared.shardCount(), evaluator);
      int steps = StepPlan.steps(prepared.rows(Split.TRAIN), settings.batchRows().orElseThrow());
      Trainer trainer =
          new Trainer(
              engine,
              settings.train().rule(objective, steps),
              steps,
              settings.train().limits(0),
              settings.train().stopping(true));
      double[] start = settled.start(labels);
      double[] trained =
          trainer.fit(trainer.start(config.seed(), start), (epoch, state) -> {}).parameters();
      TrainedModel model =
          new TrainedModel(
              prepared.encoder(),
              objective.network(),
              objective.loss().plain(),
              settings.precision(),
              0.5,
              trained);
      Files.write(runs.resolve("failing.safetensors"), model.toFiles().weights());
      System.out.println("tasks failed: " + FAILED);
    }
  }

  private static DataShard failAtFirst(DataShard shard) {
    TaskContext task = TaskContext.get();
    if (task.attemptNumber() == 0 && task.partitionId() == task.stageId() % 2) {
      FAILED.incrementAndGet();
      throw new IllegalStateException("this attempt is made to fail");
    }
    return shard;
  }
}
