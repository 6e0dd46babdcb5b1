package lockstep.cli;

import java.util.function.Consumer;
import lockstep.spark.engine.LockstepPlugin;
import lockstep.spark.job.UnavailableException;
import org.apache.spark.sql.SparkSession;

/** Where commands get Spark from. */
@FunctionalInterface
interface Sessions {
  /**
   * A session for each command, which ends with it. The master is the one of {@code spark-submit};
   * without it, this machine.
   */
  Sessions OWN =
      (application, work) -> {
        SparkSession spark = begin(application);
        try {
          work.accept(spark);
        } finally {
          spark.stop();
        }
      };

  /**
   * Lends a session to a piece of work.
   *
   * @param application name of the application, as Spark's pages show it
   */
  void lend(String application, Consumer<SparkSession> work);

  private static SparkSession begin(String application) {
    String master = System.getProperty("spark.master", "local[*]");
    String plugins = System.getProperty("spark.plugins", LockstepPlugin.class.getName());
    try {
      return SparkSession.builder()
          .appName(application)
          .master(master)
          .config("spark.plugins", plugins)
          .getOrCreate();
    } catch (Exception e) {
      // Also Spark's SparkException, which is checked, but Scala does not declare it.
      throw unavailable(master, e);
    }
  }

  private static UnavailableException unavailable(String master, Exception e) {
    String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    // What Spark says once it has given up on a master that does not answer.
    String reason = first.contains("stopped SparkContext") ? "no answer" : first;
    return new UnavailableException("Cannot start Spark at %s: %s".formatted(master, reason), e);
  }
}
