package lockstep.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A command that needs Spark: it borrows a session and does its work. */
@Command(mixinStandardHelpOptions = true, versionProvider = Version.class)
abstract class SparkCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private Main main;

  @Parameters(
      paramLabel = "<job.yaml | key=value>",
      arity = "0..*",
      description = {
        "The job file, and keys that go over it, such as train.epochs=5 data.path=/x.csv.",
        "conf/reference.yaml lists them all, with their defaults."
      })
  private List<String> arguments = new ArrayList<>();

  /** A command's work, its words being read. */
  @FunctionalInterface
  interface Work {
    void run(SparkSession spark, Console console);
  }

  /** Reads the words. This is done first: a wrong one should not wait for Spark to start. */
  protected abstract Work read(Words words);

  @Override
  public final Integer call() {
    Work work = read(new Words(spec.commandLine(), arguments));
    Console console = new Console(spec.commandLine().getOut(), spec.commandLine().getErr());
    main.sessions().lend("lockstep " + spec.name(), spark -> work.run(spark, console));
    return 0;
  }
}
