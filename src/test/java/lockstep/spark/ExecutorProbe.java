package lockstep.spark;

import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A driver whose only job asks each executor for its process and for a class of ours. The job is
 * SQL, so no class of the tests travels: what an executor knows of ours, it has from the submitted
 * jar.
 */
public final class ExecutorProbe {
  private ExecutorProbe() {}

  public static void main(String[] arguments) throws IOException {
    try (SparkSession spark = SparkSession.builder().getOrCreate()) {
      List<Row> answers =
          spark
              .range(0, 8, 1, 8)
              .selectExpr(
                  "reflect('java.lang.ProcessHandle', 'current') AS process",
                  "reflect('lockstep.linalg.Precision', 'valueOf', 'FLOAT64') AS precision")
              .distinct()
              .collectAsList();
      System.out.println("driver " + ProcessHandle.current().pid());
      answers.forEach(row -> System.out.println(row.getString(1) + " " + row.getString(0)));
    }
  }
}
