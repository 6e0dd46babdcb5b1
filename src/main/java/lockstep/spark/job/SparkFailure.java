package lockstep.spark.job;

import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkThrowable;

/**
 * A failure that only Spark's own exceptions tell of: a file that a task could not read, executors
 * that are gone, a context that ended.
 *
 * @param code for the scheduler
 * @param sentence for the user
 */
record SparkFailure(ExitCode code, String sentence) {
  private static final String READ = "FAILED_READ_FILE";
  private static final Pattern LOST = Pattern.compile("ExecutorLostFailure \\((.*)\\)");
  private static final Pattern NO_FILE_SYSTEM = Pattern.compile("Class (\\S*FileSystem) not found");
  private static final Pattern ENDED =
      Pattern.compile(
          "SparkContext was shut down|stopped SparkContext|All masters are unresponsive");

  /** How an executor ends that has no memory left. */
  private static final String OUT_OF_MEMORY = "Command exited with code 52";

  /** The failure, if this is what Spark throws for one. */
  static Optional<SparkFailure> of(Throwable failure) {
    if (failure instanceof OutOfMemoryError) {
      return Optional.of(outOfMemory(Runtime.getRuntime().maxMemory()));
    }
    if (failure instanceof SparkThrowable spark
        && spark.getCondition() != null
        && spark.getCondition().startsWith(READ)) {
      return Optional.of(unreadable(spark, bottom(failure)));
    }
    String message = String.valueOf(failure.getMessage());
    Matcher missing = NO_FILE_SYSTEM.matcher(message);
    if (failure.getCause() instanceof ClassNotFoundException && missing.find()) {
      return Optional.of(
          new SparkFailure(
              ExitCode.IO,
              "Cannot reach the file system of a path: expected %s on Spark's class path, found none"
                  .formatted(missing.group(1))));
    }
    Matcher lost = LOST.matcher(message);
    if (lost.find()) {
      String memory =
          lost.group(1).contains(OUT_OF_MEMORY)
              ? ": out of memory; spark.executor.memory raises their heap"
              : "";
      return Optional.of(
          new SparkFailure(
              ExitCode.UNAVAILABLE,
              "Cannot go on: Spark lost its executors (%s)%s".formatted(lost.group(1), memory)));
    }
    return ENDED.matcher(message).find()
        ? Optional.of(
            new SparkFailure(
                ExitCode.UNAVAILABLE, "Cannot go on: Spark ended before the command did"))
        : Optional.empty();
  }

  /** Of this process, the driver: on a local master the one that does all the work. */
  private static SparkFailure outOfMemory(long heapBytes) {
    return new SparkFailure(
        ExitCode.UNAVAILABLE,
        "Cannot go on: out of memory, with a heap of %.1f GB; LOCKSTEP_DRIVER_MEMORY=8g raises it, or --driver-memory 8g of spark-submit"
            .formatted(heapBytes / 0x1p30));
  }

  private static SparkFailure unreadable(SparkThrowable spark, Throwable bottom) {
    boolean content =
        !(bottom instanceof IOException)
            || bottom instanceof EOFException
            || bottom instanceof ZipException;
    Path file = new Path(spark.getMessageParameters().getOrDefault("path", "a file"));
    return new SparkFailure(
        content ? ExitCode.BAD_DATA : ExitCode.IO,
        "Cannot read %s: %s".formatted(file.toUri().getPath(), brief(bottom)));
  }

  private static Throwable bottom(Throwable failure) {
    Throwable bottom = failure;
    while (bottom.getCause() != null && bottom.getCause() != bottom) {
      bottom = bottom.getCause();
    }
    return bottom;
  }

  /** The message without the lines in which Spark lists all columns. */
  private static String brief(Throwable failure) {
    return String.valueOf(failure.getMessage())
        .lines()
        .map(String::strip)
        .filter(line -> !line.matches("(Header|Schema|CSV file): .*"))
        .collect(Collectors.joining(" "));
  }
}
