package lockstep.spark.job;

import java.io.UncheckedIOException;
import java.util.Optional;
import lockstep.config.ConfigException;
import lockstep.config.MissingJobFileException;
import lockstep.data.BadDataException;
import lockstep.encode.BadValueException;
import lockstep.model.DamagedModelException;
import lockstep.spark.table.MissingInputException;
import lockstep.store.MissingModelException;
import lockstep.store.OutputException;
import lockstep.train.DivergenceException;

/** Exit codes, those of BSD's {@code sysexits.h}; a scheduler decides by them. */
public enum ExitCode {
  DONE(0, "done"),
  USAGE(64, "the command line is wrong"),
  BAD_DATA(65, "the data cannot be used, or training on it diverged"),
  NO_INPUT(66, "an input is not there"),
  UNAVAILABLE(69, "Spark cannot be started, or ended too soon; or memory ran out"),
  BUG(70, "an error of Lockstep itself; the only case with a stack trace"),
  CANNOT_CREATE(73, "the output cannot be created"),
  IO(74, "reading or writing failed"),
  BAD_JOB_FILE(78, "the job file, or a key=value over it, is wrong");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** The number. */
  public int code() {
    return code;
  }

  /** What it means, for people. */
  public String meaning() {
    return meaning;
  }

  /**
   * The code for a failure: by the first exception of a known kind among it and its causes, since
   * Spark wraps what tasks throw.
   */
  public static ExitCode of(Throwable failure) {
    return known(failure).map(Known::code).orElse(BUG);
  }

  /** The sentence for the user, on one line: that of the exception which decided the code. */
  public static String reason(Throwable failure) {
    return known(failure)
        .map(Known::sentence)
        .orElse(failure.toString())
        .replaceAll("\\s*\\R\\s*", " ");
  }

  private record Known(ExitCode code, String sentence) {}

  private static Optional<Known> known(Throwable failure) {
    int depth = 0;
    for (Throwable t = failure; t != null && depth < 20; t = t.getCause(), depth++) {
      ExitCode code = codeOf(t);
      if (code != null) {
        String sentence = Optional.ofNullable(t.getMessage()).orElse(t.toString());
        return Optional.of(new Known(code, sentence));
      }
      Optional<SparkFailure> spark = SparkFailure.of(t);
      if (spark.isPresent()) {
        return spark.map(found -> new Known(found.code(), found.sentence()));
      }
    }
    return Optional.empty();
  }

  private static ExitCode codeOf(Throwable t) {
    if (t instanceof MissingJobFileException
        || t instanceof MissingInputException
        || t instanceof MissingModelException) {
      return NO_INPUT;
    }
    if (t instanceof ConfigException) {
      return BAD_JOB_FILE;
    }
    if (t instanceof BadDataException
        || t instanceof BadValueException
        || t instanceof DamagedModelException
        || t instanceof DivergenceException) {
      return BAD_DATA;
    }
    if (t instanceof UnavailableException) {
      return UNAVAILABLE;
    }
    if (t instanceof OutputException) {
      return CANNOT_CREATE;
    }
    if (t instanceof java.io.ObjectStreamException) {
      // Something that should travel to a task cannot: no fault of any disk.
      return BUG;
    }
    if (t instanceof UncheckedIOException || t instanceof java.io.IOException) {
      return refusesOutput(t) || refusesOutput(t.getCause()) ? CANNOT_CREATE : IO;
    }
    return null;
  }

  /** Whether something else stands where output should. */
  private static boolean refusesOutput(Throwable t) {
    return t instanceof java.nio.file.FileAlreadyExistsException
        || t instanceof org.apache.hadoop.fs.FileAlreadyExistsException
        || t instanceof org.apache.hadoop.fs.ParentNotDirectoryException;
  }
}
