package lockstep.spark;

import com.holdenkarau.spark.testing.JavaDataFrameSuiteBase;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The comparisons of spark-testing-base, on our session. */
public final class DataFrames {
  private static final class Comparison extends JavaDataFrameSuiteBase {
    @Override
    public SparkSession spark() {
      return SharedSpark.session();
    }
  }

  private DataFrames() {}

  /** The same columns, and the same rows in the same order. */
  public static void assertEqual(Dataset<Row> expected, Dataset<Row> result) {
    new Comparison().assertDataFrameEquals(expected, result);
  }

  /** The same columns, and the same rows with numbers that differ by no more than a tolerance. */
  public static void assertClose(Dataset<Row> expected, Dataset<Row> result, double tolerance) {
    new Comparison().assertDataFrameApproximateEquals(expected, result, tolerance);
  }
}
