package lockstep.spark.job;

import java.nio.charset.StandardCharsets;
import lockstep.config.JobConfig;
import lockstep.spark.table.PreparedTable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * {@code prepare}: writes the encoded table in Spark ML's columns, for any Spark ML estimator, to
 * {@code prepared} in a run folder.
 */
public final class PrepareJob {
  /** Name of the folder of the table, in Parquet. */
  public static final String PREPARED = "prepared";

  private PrepareJob() {}

  /** Prepares a table; returns the path of the run's folder. */
  public static String run(SparkSession spark, JobConfig config, JobObserver observer) {
    return Run.in(
        spark,
        config,
        "prepare",
        observer,
        run -> {
          try (PreparedTable table = Preparation.of(run)) {
            run.stopwatch().time("save", () -> save(run, table));
            run.writeManifest();
          }
        });
  }

  private static String save(Run run, PreparedTable table) {
    Path path = new Path(run.folder().path(), PREPARED);
    table.toDataFrame(run.spark()).write().parquet(path.toString());
    byte[] encoder = table.encoder().toJson().getBytes(StandardCharsets.UTF_8);
    run.folder().write("encoder.json", encoder);
    return path.toString();
  }
}
