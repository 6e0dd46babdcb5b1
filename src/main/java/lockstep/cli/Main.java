package lockstep.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import lockstep.spark.job.ExitCode;
import lockstep.text.NearestName;
import org.apache.spark.SparkUserAppException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry point: {@code lockstep <command> [job.yaml] [key=value ...]}. */
@Command(
    name = "lockstep",
    description =
        "Trains networks and logistic models on Apache Spark: exact, and the same bits on any cluster.",
    synopsisSubcommandLabel = "<command>",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      Commands.Generate.class,
      Commands.Prepare.class,
      Commands.Train.class,
      Commands.Evaluate.class,
      Commands.Predict.class,
      Commands.Run.class,
      Commands.Describe.class,
      HelpCommand.class
    })
public final class Main {
  private static final int HELP_COLUMNS = 110;

  private final Sessions sessions;

  private Main(Sessions sessions) {
    this.sessions = sessions;
  }

  Sessions sessions() {
    return sessions;
  }

  /**
   * Runs a command.
   *
   * @throws SparkUserAppException with the exit code, if it is not 0 and {@code spark-submit}
   *     called
   */
  public static void main(String[] args) throws SparkUserAppException {
    // UTF-8 whatever the locale: names of columns come from tables, and schedulers run in locale C.
    int code = execute(Sessions.OWN, utf8(FileDescriptor.out), utf8(FileDescriptor.err), args);
    if (code != 0) {
      if (Boolean.parseBoolean(System.getProperty("SPARK_SUBMIT"))) {
        throw new SparkUserAppException(code, null);
      }
      System.exit(code);
    }
  }

  private static PrintWriter utf8(FileDescriptor stream) {
    OutputStream bytes = new FileOutputStream(stream);
    return new PrintWriter(bytes, true, StandardCharsets.UTF_8);
  }

  /**
   * Runs a command and returns its exit code.
   *
   * @param sessions where the command gets Spark from
   * @param out what the user asked for
   * @param err warnings, and the sentence of a failure
   */
  static int execute(Sessions sessions, PrintWriter out, PrintWriter err, String... args) {
    CommandLine line = new CommandLine(new Main(sessions)).setOut(out).setErr(err);
    line.setUsageHelpWidth(HELP_COLUMNS);
    line.setExecutionExceptionHandler((failure, command, parsed) -> report(failure, err));
    line.setParameterExceptionHandler(
        (failure, words) -> {
          err.println("lockstep: " + sentence(failure));
          return ExitCode.USAGE.code();
        });
    line.getSubcommands().values().forEach(Main::listExitCodes);
    listExitCodes(line);
    if (args.length == 0) {
      line.usage(err);
      return ExitCode.USAGE.code();
    }
    try {
      return line.execute(args);
    } catch (Error e) {
      return report(e, err);
    }
  }

  private static void listExitCodes(CommandLine command) {
    Map<String, String> codes = new LinkedHashMap<>();
    for (ExitCode code : ExitCode.values()) {
      codes.put(Integer.toString(code.code()), code.meaning());
    }
    command.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n");
    command.getCommandSpec().usageMessage().exitCodeList(codes);
  }

  private static String sentence(ParameterException failure) {
    if (!(failure instanceof UnmatchedArgumentException unmatched)) {
      return failure.getMessage();
    }
    String word = unmatched.getUnmatched().get(0);
    CommandLine at = failure.getCommandLine();
    if (word.startsWith("-")) {
      return "Cannot read the option %s: expected --help, --version, key=value or a job file"
          .formatted(word);
    }
    List<String> names = List.copyOf(new TreeSet<>(at.getSubcommands().keySet()));
    return "Cannot run \"%s\": expected one of %s%s"
        .formatted(word, String.join(", ", names), NearestName.hint(word, names));
  }

  private static int report(Throwable failure, PrintWriter err) {
    ExitCode code = ExitCode.of(failure);
    err.println("lockstep: " + ExitCode.reason(failure));
    if (code == ExitCode.BUG) {
      failure.printStackTrace(err);
    }
    err.flush();
    return code.code();
  }
}
