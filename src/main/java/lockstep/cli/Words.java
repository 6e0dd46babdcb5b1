package lockstep.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import lockstep.config.JobConfig;
import lockstep.config.JobFile;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The words after a command: perhaps a job file, and {@code key=value}. */
final class Words {
  private final CommandLine command;
  private final Optional<String> file;
  private final List<String> overrides = new ArrayList<>();

  Words(CommandLine command, List<String> words) {
    this.command = command;
    List<String> files = new ArrayList<>();
    words.forEach(word -> (isOverride(word) ? overrides : files).add(word));
    if (words.isEmpty()) {
      throw new ParameterException(
          command, "Cannot %s: expected a job file, or key=value, found neither".formatted(name()));
    }
    if (files.size() > 1) {
      throw new ParameterException(
          command,
          "Cannot read \"%s\": expected key=value beside the job file %s"
              .formatted(files.get(1), files.get(0)));
    }
    file = files.stream().findFirst();
  }

  private String name() {
    return command.getCommandName();
  }

  private static boolean isOverride(String word) {
    return word.indexOf('=') > 0 && !Files.isRegularFile(Path.of(word));
  }

  /** The job that the words say. */
  JobConfig job() {
    return file.isPresent() ? JobFile.read(Path.of(file.get()), overrides) : JobFile.of(overrides);
  }

  /**
   * The job that the words say of one that was started before: that of the job file if they name
   * one, else the same with its keys over it.
   */
  UnaryOperator<JobConfig> jobOver() {
    if (file.isPresent()) {
      JobConfig job = job();
      return started -> job;
    }
    return started -> JobFile.over(started, overrides);
  }

  /** The first word, if it is a folder: that of a run. */
  Optional<String> folder() {
    return file.filter(name -> Files.isDirectory(Path.of(name)) || name.contains("://"));
  }

  /** Takes the value of a key that is the command's own. */
  Optional<String> take(String key) {
    Optional<String> last = Optional.empty();
    for (String override : List.copyOf(overrides)) {
      if (override.startsWith(key + "=")) {
        last = Optional.of(override.substring(key.length() + 1));
        overrides.remove(override);
      }
    }
    return last;
  }

  /** Takes the value of a key that the command needs. */
  String required(String key, String meaning) {
    return take(key)
        .filter(value -> !value.isEmpty())
        .orElseThrow(
            () ->
                new ParameterException(
                    command,
                    "Cannot %s: expected %s=<%s>, found none".formatted(name(), key, meaning)));
  }

  /** Takes a key that is true or false; false if it is not there. */
  boolean takeFlag(String key) {
    String value = take(key).orElse("false");
    if (!value.equals("true") && !value.equals("false")) {
      throw new ParameterException(
          command,
          "Cannot %s: expected %s=true or %s=false, found %s=%s"
              .formatted(name(), key, key, key, value));
    }
    return value.equals("true");
  }

  /** Lets a short key of the command stand for one of the job file. */
  void rename(String key, String full) {
    take(key).ifPresent(value -> overrides.add(full + "=" + value));
  }

  void add(String override) {
    overrides.add(override);
  }

  /** A text as a YAML value. */
  static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
