package lockstep.spark.job;

import lockstep.config.JobConfig;
import lockstep.linalg.Precision;
import lockstep.model.TrainedModel;
import lockstep.nn.NetworkSummary;
import lockstep.spark.table.PreparedTable;
import lockstep.spark.table.TablePreparation;
import lockstep.store.ModelStore;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** {@code describe}: the table of a network's layers. */
public final class DescribeJob {
  private DescribeJob() {}

  /** Of a run or a model. */
  public static String ofRun(SparkSession spark, String path) {
    TrainedModel model =
        ModelStore.load(new Path(path), spark.sparkContext().hadoopConfiguration());
    return NetworkSummary.of(model.network(), model.precision());
  }

  /** Of a job: its table says how many features there are, so it is read. */
  public static String ofJob(SparkSession spark, JobConfig config, JobObserver observer) {
    JobSettings settings = new JobSettings(config);
    Preparation.generateIfAbsent(spark, config, observer);
    Precision precision = settings.precision();
    try (PreparedTable table = new TablePreparation(spark, settings.tables()).prepare()) {
      table.warnings().forEach(observer::warn);
      return NetworkSummary.of(settings.model(table.encoder()).network(), precision);
    }
  }
}
