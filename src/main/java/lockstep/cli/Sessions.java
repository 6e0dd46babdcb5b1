package lockstep.cli;

import java.util.function.Consumer;
import lockstep.spark.engine.LockstepPlugin;
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
        SparkSession.Builder builder = SparkSession.builder().appName(application);
        if (System.getProperty("spark.master") == null) {
          builder = builder.master("local[*]");
        }
        if (System.getProperty("spark.plugins") == null) {
          builder = builder.config("spark.plugins", LockstepPlugin.class.getName());
        }
        SparkSession spark = builder.getOrCreate();
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
}
