package lockstep.spark;

import org.apache.spark.sql.SparkSession;

/**
 * The one session of a test JVM, built when first asked for: Spark allows one context a process.
 */
public final class SharedSpark {
  private SharedSpark() {}

  /** Two tasks at a time, in this process. */
  public static SparkSession session() {
    return Holder.SESSION;
  }

  private static final class Holder {
    static final SparkSession SESSION =
        SparkSession.builder()
            .master("local[2]")
            .appName("lockstep-tests")
            .config("spark.ui.enabled", false)
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", 2)
            .config("spark.sql.warehouse.dir", "target/spark-warehouse")
            .getOrCreate();
  }
}
