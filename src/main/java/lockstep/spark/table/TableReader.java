package lockstep.spark.table;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lockstep.data.BadDataException;
import lockstep.text.NearestName;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Reads tables. The columns of a CSV stay texts: what they mean is decided in one place, by the
 * encoder, and not by a reader's guess. Each table has one more column, {@link #CORRUPT}, that
 * holds the text of a record that does not fit the columns, and is null for one that does.
 */
public final class TableReader {
  /** Name of the column of records that could not be parsed. */
  public static final String CORRUPT = "__lockstep_corrupt";

  private final SparkSession spark;
  private final TableFormat format;

  /** A reader of tables of one format. */
  public TableReader(SparkSession spark, TableFormat format) {
    this.spark = spark;
    this.format = format;
  }

  /**
   * The table at a path: a file, a folder or a glob.
   *
   * @throws MissingInputException if nothing is there
   * @throws BadDataException if it cannot be read as its format
   */
  public Dataset<Row> read(String path) {
    requirePresent(path);
    try {
      Dataset<Row> table =
          switch (format.of(path)) {
            case "csv" -> new CsvTable(spark, format, path).read();
            case "json" -> json(path);
            case "parquet" -> typed(spark.read().parquet(path));
            default -> typed(spark.read().orc(path));
          };
      if (table.columns().length == 1) {
        throw new BadDataException("Cannot read %s: found no columns".formatted(path));
      }
      return table;
    } catch (RuntimeException e) {
      throw e instanceof BadDataException ? e : new BadDataException(unreadable(path, e), e);
    } catch (Exception e) {
      // Spark's AnalysisException is checked, but Scala does not declare it.
      throw new BadDataException(unreadable(path, e), e);
    }
  }

  /** With the reason at the bottom of what Spark wrapped around it. */
  private static String unreadable(String path, Exception e) {
    String reason = null;
    for (Throwable t = e; t != null; t = t.getCause() == t ? null : t.getCause()) {
      String message =
          t instanceof AnalysisException analysis ? analysis.getSimpleMessage() : t.getMessage();
      reason = message == null || message.isBlank() ? reason : message;
    }
    String first = String.valueOf(reason).lines().findFirst().orElse("");
    return "Cannot read the table %s: %s".formatted(path, first);
  }

  private static Dataset<Row> typed(Dataset<Row> table) {
    return table.withColumn(CORRUPT, functions.lit(null).cast(DataTypes.StringType));
  }

  private Dataset<Row> json(String path) {
    StructType inferred = spark.read().json(path).schema();
    List<StructField> fields =
        Arrays.stream(inferred.fields()).filter(f -> !f.name().equals("_corrupt_record")).toList();
    return withCorrupt(spark.read(), fields).json(path);
  }

  /** A reader of these columns and {@link #CORRUPT}. */
  static DataFrameReader withCorrupt(DataFrameReader reader, List<StructField> fields) {
    StructType schema = new StructType(fields.toArray(StructField[]::new));
    return reader
        .schema(schema.add(CORRUPT, DataTypes.StringType))
        .option("mode", "PERMISSIVE")
        .option("columnNameOfCorruptRecord", CORRUPT);
  }

  private void requirePresent(String path) {
    Path location = new Path(path);
    try {
      FileSystem files = location.getFileSystem(spark.sparkContext().hadoopConfiguration());
      FileStatus[] found = files.globStatus(location);
      if (found == null || found.length == 0) {
        throw new MissingInputException(
            "Cannot find the table %s%s"
                .formatted(
                    path, nearest(files, location).map("; the nearest is "::concat).orElse("")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look for the table " + path, e);
    }
  }

  private static Optional<String> nearest(FileSystem files, Path location) throws IOException {
    if (location.getParent() == null) {
      return Optional.empty();
    }
    try {
      List<String> names =
          Arrays.stream(files.listStatus(location.getParent()))
              .map(status -> status.getPath().getName())
              .toList();
      return NearestName.of(location.getName(), names);
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }
}
