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

  /** Name of the column of line numbers, in tables whose rows are lines. */
  public static final String LINE = "__lockstep_line";

  private static final String OUR_PREFIX = "__lockstep_";
  private static final List<String> OURS = List.of(CORRUPT, LINE);
  private static final String NO_JSON = "_corrupt_record";
  private static final String TWICE = "COLUMN_ALREADY_EXISTS";

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
            case "libsvm" -> new LibsvmTable(spark, path).read();
            case "parquet" -> typed(spark.read().parquet(path));
            default -> typed(spark.read().orc(path));
          };
      requireOwnColumns(path, table);
      return table;
    } catch (RuntimeException e) {
      throw e instanceof BadDataException ? e : new BadDataException(unreadable(path, e), e);
    } catch (Exception e) {
      // Spark's AnalysisException is checked, but Scala does not declare it.
      throw new BadDataException(unreadable(path, e), e);
    }
  }

  /**
   * Checks that a table has these columns.
   *
   * @param path of the table, for the error
   * @throws BadDataException if one is missing; it names the nearest that is there
   */
  public static void requireColumns(String path, Dataset<Row> table, List<String> names) {
    List<String> present =
        Arrays.stream(table.columns()).filter(name -> !OURS.contains(name)).toList();
    for (String name : names) {
      if (!present.contains(name)) {
        throw new BadDataException(
            "Cannot find column \"%s\" in %s%s".formatted(name, path, hint(name, present)));
      }
    }
  }

  /** The nearest name; unless a whole line was taken for one. */
  private static String hint(String name, List<String> present) {
    boolean line = present.size() == 1 && present.get(0).matches("(?s).*[,;|\t].*");
    return line
        ? ": found the one column \"%s\"; data.csv.delimiter says where a line is cut"
            .formatted(present.get(0))
        : NearestName.hint(name, present);
  }

  private static void requireOwnColumns(String path, Dataset<Row> table) {
    if (table.columns().length == 1) {
      throw new BadDataException("Cannot read %s: found no columns".formatted(path));
    }
    for (String name : table.columns()) {
      if (name.startsWith(OUR_PREFIX) && !OURS.contains(name)) {
        throw new BadDataException(
            "Cannot read the table %s: expected no column that begins with %s, found \"%s\""
                .formatted(path, OUR_PREFIX, name));
      }
    }
  }

  /** With the reason at the bottom of what Spark wrapped around it. */
  private static String unreadable(String path, Exception e) {
    String reason = null;
    for (Throwable t = e; t != null; t = t.getCause() == t ? null : t.getCause()) {
      if (t instanceof AnalysisException analysis && TWICE.equals(analysis.getCondition())) {
        String column = analysis.getMessageParameters().getOrDefault("columnName", "one");
        return "Cannot read the table %s: expected each column once, found \"%s\" twice"
            .formatted(path, column.replaceAll("^`|`$", ""));
      }
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
    StructType byLine = spark.read().json(path).schema();
    boolean array = List.of(byLine.fieldNames()).contains(NO_JSON) && beginsWithBracket(path);
    StructType inferred = array ? array(spark.read()).json(path).schema() : byLine;
    List<StructField> fields =
        Arrays.stream(inferred.fields()).filter(f -> !f.name().equals(NO_JSON)).toList();
    DataFrameReader reader = withCorrupt(spark.read(), fields);
    return (array ? array(reader) : reader).json(path);
  }

  /** Of files that each hold one array of objects, over several lines. */
  private static DataFrameReader array(DataFrameReader reader) {
    return reader.option("multiLine", true);
  }

  private boolean beginsWithBracket(String path) {
    Row line = spark.read().text(path).filter("trim(value) <> ''").first();
    return line.getString(0).strip().startsWith("[");
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
      throw new UncheckedIOException(
          "Cannot look for the table %s: %s".formatted(path, e.getMessage()), e);
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
      return NearestName.like(location.getName(), names);
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }
}
