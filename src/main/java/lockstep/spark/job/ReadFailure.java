package lockstep.spark.job;

import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.ZipException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkThrowable;

/**
 * A file of a table that a task could not read.
 *
 * @param code {@code BAD_DATA} if the file's content is to blame, else {@code IO}
 * @param sentence names the file, and what is at the bottom of what Spark wrapped around it
 */
record ReadFailure(ExitCode code, String sentence) {
  private static final String CONDITION = "FAILED_READ_FILE";

  /** The failure, if this is what Spark throws around one. */
  static Optional<ReadFailure> of(Throwable failure) {
    if (!(failure instanceof SparkThrowable spark)
        || spark.getCondition() == null
        || !spark.getCondition().startsWith(CONDITION)) {
      return Optional.empty();
    }
    Throwable bottom = failure;
    while (bottom.getCause() != null && bottom.getCause() != bottom) {
      bottom = bottom.getCause();
    }
    boolean content =
        !(bottom instanceof IOException)
            || bottom instanceof EOFException
            || bottom instanceof ZipException;
    String file =
        new Path(spark.getMessageParameters().getOrDefault("path", "a file")).toUri().getPath();
    return Optional.of(
        new ReadFailure(
            content ? ExitCode.BAD_DATA : ExitCode.IO,
            "Cannot read %s: %s".formatted(file, brief(bottom))));
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
