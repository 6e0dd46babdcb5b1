package lockstep.spark.table;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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
            case "csv" -> csv(path);
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
    return corruptRecords(spark.read(), fields).json(path);
  }

  private Dataset<Row> csv(String path) {
    boolean multiLine = format.multiLine().orElseGet(() -> hasOpenQuote(path));
    StructType named = csvReader(multiLine).option("header", format.header()).csv(path).schema();
    List<StructField> fields = List.of(named.fields());
    boolean everyName = format.header() && !fields.isEmpty() && hasEveryName(path, multiLine);
    return corruptRecords(csvReader(multiLine), fields)
        .option("header", format.header())
        // Each file's header is compared, unless Spark has made names up: none would match then.
        .option("enforceSchema", !everyName)
        .csv(path);
  }

  /**
   * Whether the header names every column.
   *
   * @throws BadDataException if it names one twice: Spark's SQL does not tell them apart, by case
   *     neither
   */
  private boolean hasEveryName(String path, boolean multiLine) {
    Row header = csvReader(multiLine).option("header", false).csv(path).first();
    Set<String> seen = new HashSet<>();
    boolean everyName = true;
    for (int i = 0; i < header.size(); i++) {
      String name = header.getString(i);
      if (name == null || name.isEmpty()) {
        everyName = false;
      } else if (!seen.add(name.toLowerCase(Locale.ROOT))) {
        throw new BadDataException(
            "Cannot read the table %s: expected each column once, found \"%s\" twice"
                .formatted(path, name));
      }
    }
    return everyName;
  }

  private static DataFrameReader corruptRecords(DataFrameReader reader, List<StructField> fields) {
    StructType schema = new StructType(fields.toArray(StructField[]::new));
    return reader
        .schema(schema.add(CORRUPT, DataTypes.StringType))
        .option("mode", "PERMISSIVE")
        .option("columnNameOfCorruptRecord", CORRUPT);
  }

  private DataFrameReader csvReader(boolean multiLine) {
    return spark
        .read()
        .option("sep", format.delimiter())
        .option("quote", format.quote().isEmpty() ? "\u0000" : format.quote())
        // A quote inside quotes is doubled (RFC 4180), not escaped by a backslash.
        .option("escape", format.quote().isEmpty() ? "\u0000" : format.quote())
        .option("encoding", format.encoding())
        .option("multiLine", multiLine)
        .option("maxCharsPerColumn", -1);
  }

  /**
   * Whether some line has an odd number of quotes: then a field goes on over the line's end. One
   * pass over the text; without such fields a large file can be read by several tasks.
   */
  private boolean hasOpenQuote(String path) {
    if (format.quote().isEmpty()) {
      return false;
    }
    Dataset<Row> lines = spark.read().option("encoding", format.encoding()).text(path).toDF("line");
    var line = functions.col("line");
    var quote = functions.lit(format.quote());
    var withoutQuotes = functions.replace(line, quote, functions.lit(""));
    var quotes = functions.length(line).minus(functions.length(withoutQuotes));
    // Most lines have no quote: looking for one costs less than counting.
    var open = line.contains(format.quote()).and(quotes.mod(2).equalTo(1));
    return !lines.filter(open).isEmpty();
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
