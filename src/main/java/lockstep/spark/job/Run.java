package lockstep.spark.job;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;
import lockstep.config.JobConfig;
import lockstep.store.RunFolder;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * A run in progress: its folder, manifest and clock.
 *
 * @param spark the session
 * @param config the resolved job
 * @param observer hears what happens
 * @param folder of the run
 * @param manifest to be written at the end of each stage
 * @param stopwatch of the stages
 */
record Run(
    SparkSession spark,
    JobConfig config,
    JobObserver observer,
    RunFolder folder,
    Manifest manifest,
    Stopwatch stopwatch) {
  private static final DateTimeFormatter RUN_ID =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

  /**
   * Does {@code work} in a new run folder, which says in the end that the run is done, or failed
   * and why.
   *
   * @return the folder's path
   */
  static String in(
      SparkSession spark,
      JobConfig config,
      String command,
      JobObserver observer,
      Consumer<Run> work) {
    Instant started = Instant.now();
    String id = config.output().runId().orElseGet(() -> RUN_ID.format(started));
    Path path = new Path(new Path(config.output().dir(), config.job()), id);
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    try (RunFolder folder = RunFolder.create(path, hadoop, started)) {
      Manifest manifest = new Manifest(spark, config, command, started.toString());
      Run run = new Run(spark, config, observer, folder, manifest, new Stopwatch());
      try {
        work.accept(run);
      } catch (RuntimeException | Error e) {
        folder.failed(ExitCode.of(e).code(), ExitCode.reason(e));
        throw e;
      }
      folder.done();
      return folder.shownPath();
    }
  }

  /** A warning for the user and the manifest. */
  void warn(String sentence) {
    manifest.warn(sentence);
    observer.warn(sentence);
  }

  void writeManifest() {
    folder.writeJson("manifest.json", manifest.toMap(stopwatch));
  }
}
