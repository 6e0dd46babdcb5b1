package lockstep.spark.job;

import java.util.Map;
import lockstep.config.JobConfig;
import lockstep.model.TrainedModel;
import lockstep.spark.engine.EvaluationJob;
import lockstep.spark.table.MissingInputException;
import lockstep.spark.table.PreparedTable;
import lockstep.spark.table.TablePreparation;
import lockstep.store.ModelStore;
import lockstep.store.RunFolder;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * {@code evaluate}: judges a run's model on the job's tables; the run gets a new {@code
 * metrics.json}.
 */
public final class EvaluateJob {
  private EvaluateJob() {}

  /**
   * The folder of the job's newest run that has a model.
   *
   * @throws lockstep.spark.table.MissingInputException if there is none
   */
  public static String newestRun(SparkSession spark, JobConfig config) {
    Path folder = new Path(config.output().dir(), config.job());
    if (config.output().runId().isPresent()) {
      return new Path(folder, config.output().runId().get()).toString();
    }
    return ModelStore.newest(folder, spark.sparkContext().hadoopConfiguration())
        .map(path -> Path.getPathWithoutSchemeAndAuthority(path).toString())
        .orElseThrow(
            () ->
                new MissingInputException(
                    "Cannot find a run of job %s in %s: expected one with a model"
                        .formatted(config.job(), folder)));
  }

  /**
   * Evaluates a model.
   *
   * @param runPath the folder of the run
   * @return metrics by split
   */
  public static Map<String, Object> run(
      SparkSession spark, JobConfig config, String runPath, JobObserver observer) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    Path path = new Path(runPath);
    TrainedModel model = ModelStore.load(path, hadoop);
    JobSettings settings = new JobSettings(config);
    Preparation.generateIfAbsent(spark, config, observer);
    try (RunFolder folder = RunFolder.open(path, hadoop);
        PreparedTable table =
            new TablePreparation(spark, settings.tables())
                .prepare(model.encoder(), model.precision())) {
      table.warnings().forEach(observer::warn);
      EvaluationJob job =
          new EvaluationJob(
              JavaSparkContext.fromSparkContext(spark.sparkContext()),
              table.shards(),
              table.shardCount(),
              settings.evaluator(model));
      return TrainJob.evaluate(job, model, folder, observer);
    }
  }
}
