package lockstep.spark.table;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import lockstep.data.BadDataException;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * The text of CSV files as cells. A field of no characters is null, a quoted one is the empty text:
 * Spark takes both for its null value unless that is another text.
 *
 * @param path of a file, a folder or a glob
 */
record CsvTable(SparkSession spark, TableFormat format, String path) {
  /** No field is read as this: the parser drops the character 0. */
  private static final String NO_FIELD = "\u0000";

  /**
   * Reads the table.
   *
   * @throws BadDataException if the header names a column twice
   */
  Dataset<Row> read() {
    TableFormat.allowEveryEncoding(spark);
    boolean multiLine = format.multiLine().orElseGet(this::hasOpenQuote) || !endsLinesByOneByte();
    Optional<List<StructField>> named = format.header() ? namedFields(multiLine) : Optional.empty();
    List<StructField> fields = named.orElseGet(() -> fieldsOfSpark(multiLine));
    return TableReader.withCorrupt(reader(multiLine), fields)
        .option("header", format.header())
        // Each file's header is compared, unless Spark has made names up: none would match then.
        .option("enforceSchema", named.isEmpty())
        .csv(path);
  }

  private List<StructField> fieldsOfSpark(boolean multiLine) {
    return List.of(reader(multiLine).option("header", format.header()).csv(path).schema().fields());
  }

  /**
   * The columns of the header, if it names every one.
   *
   * @throws BadDataException if it names one twice: Spark's SQL does not tell them apart, by case
   *     neither
   */
  private Optional<List<StructField>> namedFields(boolean multiLine) {
    Dataset<Row> cells = reader(multiLine).option("header", false).csv(path);
    if (cells.columns().length == 0) {
      return Optional.empty();
    }
    Row header = cells.first();
    Set<String> seen = new HashSet<>();
    List<StructField> fields = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      String name = header.getString(i);
      if (name != null && !name.isEmpty()) {
        if (!seen.add(name.toLowerCase(Locale.ROOT))) {
          throw new BadDataException(
              "Cannot read the table %s: expected each column once, found \"%s\" twice"
                  .formatted(path, name));
        }
        fields.add(DataTypes.createStructField(name, DataTypes.StringType, true));
      }
    }
    return fields.size() == header.size() ? Optional.of(fields) : Optional.empty();
  }

  private DataFrameReader reader(boolean multiLine) {
    DataFrameReader reader =
        spark
            .read()
            .option("sep", format.delimiter())
            .option("quote", format.quote().isEmpty() ? "\u0000" : format.quote())
            // A quote inside quotes is doubled (RFC 4180), not escaped by a backslash.
            .option("escape", format.quote().isEmpty() ? "\u0000" : format.quote())
            .option("encoding", format.encoding())
            .option("nullValue", NO_FIELD)
            .option("multiLine", multiLine)
            .option("maxCharsPerColumn", -1);
    Optional<String> lineEnd = multiLine ? LineEnds.of(lines(), format) : Optional.empty();
    return lineEnd.map(end -> reader.option("lineSep", end)).orElse(reader);
  }

  /**
   * Whether some line has an odd number of quotes: then a field goes on over the line's end. One
   * pass over the text; without such fields a large file can be read by several tasks.
   */
  private boolean hasOpenQuote() {
    if (format.quote().isEmpty() || !endsLinesByOneByte()) {
      return false;
    }
    var line = functions.col("line");
    var quote = functions.lit(format.quote());
    var withoutQuotes = functions.replace(line, quote, functions.lit(""));
    var quotes = functions.length(line).minus(functions.length(withoutQuotes));
    // Most lines have no quote: looking for one costs less than counting.
    var open = line.contains(format.quote()).and(quotes.mod(2).equalTo(1));
    return !lines().filter(open).isEmpty();
  }

  private Dataset<Row> lines() {
    return spark.read().option("encoding", format.encoding()).text(path).toDF("line");
  }

  /** Not so in UTF-16: Spark would cut such a file in the middle of characters. */
  private boolean endsLinesByOneByte() {
    return "\n".getBytes(Charset.forName(format.encoding())).length == 1;
  }
}
