package lockstep.cli;

import lockstep.spark.job.ExitCode;
import org.apache.spark.SparkUserAppException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The entry point: {@code lockstep <command> [job.yaml] [key=value ...]}. */
@Command(
    name = "lockstep",
    description =
        "Trains networks and logistic models on Apache Spark: exact, the same bits on any cluster, and fast.",
    synopsisSubcommandLabel = "<command>",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Exit codes:",
      "  0 done   64 wrong command line   65 bad data   66 no input   70 error of Lockstep",
      "  73 cannot create output   74 input or output failed   78 bad job file"
    },
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
  private Main() {}

  /**
   * Runs a command.
   *
   * @throws SparkUserAppException with the exit code, if it is not 0 and {@code spark-submit}
   *     called
   */
  public static void main(String[] args) throws SparkUserAppException {
    int code = execute(args);
    if (code != 0) {
      if (Boolean.parseBoolean(System.getProperty("SPARK_SUBMIT"))) {
        throw new SparkUserAppException(code, null);
      }
      System.exit(code);
    }
  }

  /** Runs a command and returns its exit code. */
  static int execute(String... args) {
    CommandLine line = new CommandLine(new Main());
    line.setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command));
    line.setParameterExceptionHandler(
        (failure, words) -> {
          line.getErr().println("lockstep: " + failure.getMessage());
          line.getErr().println("lockstep --help shows the commands");
          return ExitCode.USAGE.code();
        });
    if (args.length == 0) {
      line.usage(line.getErr());
      return ExitCode.USAGE.code();
    }
    return line.execute(args);
  }

  private static int report(Exception failure, CommandLine command) {
    ExitCode code = ExitCode.of(failure);
    command.getErr().println("lockstep: " + ExitCode.reason(failure));
    if (code == ExitCode.BUG) {
      failure.printStackTrace(command.getErr());
    }
    command.getErr().flush();
    return code.code();
  }
}
