package lockstep.spark.table;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import lockstep.encode.BadValueException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Says which row of which file is bad. Looked up only once a row is, since it costs another pass.
 */
public final class BadRowReport {
  private static final String MARK = "\u0000";
  private static final String FILE = "__lockstep_file";
  private static final String WHOLE_FILE = Long.toString(1L << 44);

  private BadRowReport() {}

  /**
   * The text of a record together with what is wrong with it, where the reader can say that; as
   * such a text is told from others by a character that no reader lets through.
   */
  static String record(String text, String problem) {
    return MARK + problem + MARK + text;
  }

  /** What is wrong with a record of that text, for the end of a sentence. */
  public static String problem(String record) {
    return record.startsWith(MARK)
        ? record.substring(1, record.indexOf(MARK, 1))
        : "its record does not fit the columns of the table";
  }

  /** What is wrong with a cell, for the end of a sentence. */
  public static String reason(BadValueException e) {
    return "column \"%s\": expected %s, found %s".formatted(e.column(), e.expected(), e.value());
  }

  /**
   * The file and the number of the row with that hash, as in {@code row 17 of table.csv} (rows are
   * counted from 1, the header apart) or {@code line 17 of table.libsvm}; empty if it cannot be
   * found again.
   */
  static Optional<String> locate(Dataset<Row> table, RowHash hash) {
    return first(Placement.withHashes(table), row -> hashOf(row).equals(hash) ? "" : null)
        .map(Found::place);
  }

  private static RowHash hashOf(Row row) {
    int last = row.size() - 1;
    return new RowHash(row.getLong(last - 2), row.getLong(last - 1));
  }

  /** Says what is wrong with a row, or null if nothing is. */
  @FunctionalInterface
  public interface Check extends Serializable {
    String problem(Row row);
  }

  /**
   * A bad row.
   *
   * @param place as in {@code row 17 of table.csv}
   * @param problem as the check said
   */
  public record Found(String place, String problem) implements Serializable {}

  /**
   * The first row with a problem, of the file that is looked at first.
   *
   * @param check sees the table's columns, and one more
   */
  public static Optional<Found> first(Dataset<Row> table, Check check) {
    SparkSession spark = table.sparkSession();
    // Whole files, so that a row's number in its partition is its number in its file.
    String key = "spark.sql.files.maxPartitionBytes";
    String openCost = "spark.sql.files.openCostInBytes";
    String before = spark.conf().get(key);
    String costBefore = spark.conf().get(openCost);
    spark.conf().set(key, WHOLE_FILE);
    spark.conf().set(openCost, WHOLE_FILE);
    boolean lines = List.of(table.columns()).contains(TableReader.LINE);
    try {
      return table
          .withColumn(FILE, functions.input_file_name())
          .toJavaRDD()
          .mapPartitions(rows -> matches(rows, check, lines))
          .take(1)
          .stream()
          .findFirst();
    } finally {
      spark.conf().set(key, before);
      spark.conf().set(openCost, costBefore);
    }
  }

  private static Iterator<Found> matches(Iterator<Row> rows, Check check, boolean lines) {
    String file = null;
    long number = 0;
    while (rows.hasNext()) {
      Row row = rows.next();
      String rowFile = row.getString(row.size() - 1);
      number = rowFile.equals(file) ? number + 1 : 1;
      file = rowFile;
      String problem = check.problem(row);
      if (problem != null) {
        String name = file.isEmpty() ? "the table" : file.substring(file.lastIndexOf('/') + 1);
        Object line = lines ? row.getAs(TableReader.LINE) : null;
        String place = line == null ? "row " + number : "line " + line;
        return List.of(new Found(place + " of " + name, problem)).iterator();
      }
    }
    return List.<Found>of().iterator();
  }
}
