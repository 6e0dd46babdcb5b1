package lockstep.spark.table;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import lockstep.encode.BadValueException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import scala.Tuple2;

/**
 * Says which row of which file is bad. Looked up only once a row is, since it costs another pass.
 */
public final class BadRowReport {
  /** What is wrong with a record that could not be parsed. */
  public static final String CORRUPT = "its record does not fit the columns of the table";

  private static final String FILE = "__lockstep_file";
  private static final String WHOLE_FILE = Long.toString(1L << 44);

  private BadRowReport() {}

  /** What is wrong with a cell, for the end of a sentence. */
  public static String reason(BadValueException e) {
    return "column \"%s\": expected %s, found %s".formatted(e.column(), e.expected(), e.value());
  }

  /**
   * The file and the number of the row with that hash, as in {@code row 17 of table.csv} (rows are
   * counted from 1, the header apart); empty if it cannot be found again.
   */
  static Optional<String> locate(Dataset<Row> table, RowHash hash) {
    SparkSession spark = table.sparkSession();
    // Whole files, so that a row's number in its partition is its number in its file.
    String key = "spark.sql.files.maxPartitionBytes";
    String openCost = "spark.sql.files.openCostInBytes";
    String before = spark.conf().get(key);
    String costBefore = spark.conf().get(openCost);
    spark.conf().set(key, WHOLE_FILE);
    spark.conf().set(openCost, WHOLE_FILE);
    try {
      List<String> found =
          Placement.withHashes(table)
              .withColumn(FILE, functions.input_file_name())
              .toJavaRDD()
              .mapPartitions(rows -> matches(rows, hash))
              .take(1);
      return found.stream().findFirst();
    } finally {
      spark.conf().set(key, before);
      spark.conf().set(openCost, costBefore);
    }
  }

  private static Iterator<String> matches(Iterator<Row> rows, RowHash hash) {
    String file = null;
    long number = 0;
    while (rows.hasNext()) {
      Row row = rows.next();
      String rowFile = row.getString(row.size() - 1);
      number = rowFile.equals(file) ? number + 1 : 1;
      file = rowFile;
      Tuple2<Long, Long> found =
          new Tuple2<>(row.getLong(row.size() - 3), row.getLong(row.size() - 2));
      if (found._1() == hash.high() && found._2() == hash.low()) {
        String name = file.isEmpty() ? "the table" : file.substring(file.lastIndexOf('/') + 1);
        return List.of("row %d of %s".formatted(number, name)).iterator();
      }
    }
    return List.<String>of().iterator();
  }
}
