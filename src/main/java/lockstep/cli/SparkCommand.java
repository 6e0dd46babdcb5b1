package lockstep.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import lockstep.spark.engine.LockstepPlugin;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command that needs Spark: it begins a session, does its work, and ends the session. */
@Command(mixinStandardHelpOptions = true, versionProvider = Version.class)
abstract class SparkCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "<job.yaml | key=value>",
      arity = "0..*",
      description = {
        "The job file, then keys that go over it: train.epochs=5 data.path=/x.csv.",
        "conf/reference.yaml lists them all."
      })
  private List<String> arguments = new ArrayList<>();

  /** Does the command's work. */
  protected abstract void run(SparkSession spark, Words words, Console console);

  @Override
  public final Integer call() {
    // The words are read first: a wrong one should not wait for Spark to start.
    Words words = new Words(spec.commandLine(), arguments);
    Console console = new Console(spec.commandLine().getOut(), spec.commandLine().getErr());
    SparkSession.Builder builder = SparkSession.builder().appName("lockstep " + spec.name());
    if (System.getProperty("spark.master") == null) {
      builder = builder.master("local[*]");
    }
    if (System.getProperty("spark.plugins") == null) {
      builder = builder.config("spark.plugins", LockstepPlugin.class.getName());
    }
    SparkSession spark = builder.getOrCreate();
    try {
      run(spark, words, console);
    } finally {
      spark.stop();
    }
    return 0;
  }
}
