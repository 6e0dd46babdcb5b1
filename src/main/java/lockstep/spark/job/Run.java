package lockstep.spark.job;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;
import lockstep.config.JobConfig;
import lockstep.store.RunFolder;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.ShutdownHookManager;
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
  /** Spark's own hook has priority 40, that of Hadoop's file systems 10; the highest goes first. */
  private static final int BEFORE_SPARK_STOPS = 50;

  private static final String STOPPED = "stopped from outside before it was done";

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
      return go(spark, config, command, observer, folder, work);
    }
  }

  /** Goes on with {@code work} in the folder of a run that was interrupted. */
  static String again(
      SparkSession spark, Resume resume, String command, JobObserver observer, Consumer<Run> work) {
    try (RunFolder folder = resume.folder()) {
      folder.restart();
      return go(spark, resume.config(), command, observer, folder, work);
    }
  }

  private static String go(
      SparkSession spark,
      JobConfig config,
      String command,
      JobObserver observer,
      RunFolder folder,
      Consumer<Run> work) {
    Manifest manifest = new Manifest(spark, config, command, folder.started());
    Run run = new Run(spark, config, observer, folder, manifest, new Stopwatch());
    Runnable stopped = () -> folder.stopped(STOPPED);
    ShutdownHookManager.get().addShutdownHook(stopped, BEFORE_SPARK_STOPS);
    try {
      work.accept(run);
      folder.done();
    } catch (Throwable e) {
      // Throwable, since Scala throws checked exceptions without declaring them.
      if (ShutdownHookManager.get().isShutdownInProgress()) {
        throw new UnavailableException("Cannot go on: " + STOPPED, e);
      }
      folder.failed(ExitCode.of(e).code(), ExitCode.reason(e));
      throw e;
    } finally {
      if (!ShutdownHookManager.get().isShutdownInProgress()) {
        ShutdownHookManager.get().removeShutdownHook(stopped);
      }
    }
    return folder.shownPath();
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
