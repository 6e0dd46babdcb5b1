package lockstep.spark.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import lockstep.spark.table.TableFormat;
import lockstep.store.OutputException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Where a table goes: drafted under a name that begins with {@code _} (which Spark's readers pass
 * over) and renamed when complete, so that it appears whole or not at all. Closing removes what was
 * not published.
 */
final class TableOutput implements AutoCloseable {
  private final FileSystem files;
  private final String asked;
  private final Path table;
  private final Path draft;

  private TableOutput(FileSystem files, String asked, Path table, Path draft) {
    this.files = files;
    this.asked = asked;
    this.table = table;
    this.draft = draft;
  }

  /**
   * An output that is not there yet.
   *
   * @throws OutputException if it is, or cannot be created
   */
  static TableOutput open(SparkSession spark, String path) {
    Path name = new Path(path);
    try {
      FileSystem files = name.getFileSystem(spark.sparkContext().hadoopConfiguration());
      Path table = files.makeQualified(name);
      if (files.exists(table)) {
        throw new OutputException(
            "Cannot write the table %s: expected a new path, found one that exists"
                .formatted(path));
      }
      String run = spark.sparkContext().applicationId();
      Path draft = new Path(table.getParent(), "_" + table.getName() + "." + run);
      if (!files.mkdirs(draft)) {
        throw new OutputException(
            "Cannot write the table %s: the file system refused to create its folder"
                .formatted(path));
      }
      return new TableOutput(files, path, table, draft);
    } catch (IOException e) {
      throw new OutputException("Cannot write the table %s: %s".formatted(path, e.getMessage()), e);
    }
  }

  /** Writes the draft: one Spark action. */
  void write(Dataset<Row> rows, TableFormat format) {
    String name = format.of(asked);
    boolean csv = name.equals("csv");
    DataFrameWriter<Row> writer =
        (csv ? texts(rows) : rows).write().format(name).mode(SaveMode.Append);
    if (csv) {
      TableFormat.allowEveryEncoding(rows.sparkSession());
      writer = dialect(writer, format);
    }
    if (name.equals("json")) {
      // A cell that is null stays a cell.
      writer = writer.option("ignoreNullFields", false);
    }
    if (TableFormat.gzipped(asked)) {
      writer = writer.option("compression", "gzip");
    }
    writer.save(draft.toString());
  }

  /** As the table reader reads it; Spark by itself would strip blanks around texts. */
  private static DataFrameWriter<Row> dialect(DataFrameWriter<Row> writer, TableFormat format) {
    String quote = format.quote().isEmpty() ? "\"" : format.quote();
    return writer
        .option("header", format.header())
        .option("sep", format.delimiter())
        .option("quote", quote)
        .option("escape", quote)
        .option("encoding", format.encoding())
        .option("ignoreLeadingWhiteSpace", false)
        .option("ignoreTrailingWhiteSpace", false);
  }

  /** CSV has no nested cells: they become JSON. */
  private static Dataset<Row> texts(Dataset<Row> rows) {
    Column[] columns = new Column[rows.schema().size()];
    for (int i = 0; i < columns.length; i++) {
      StructField field = rows.schema().fields()[i];
      Column column = functions.col('`' + field.name().replace("`", "``") + '`');
      DataType type = field.dataType();
      if (type.equals(SQLDataTypes.VectorType())) {
        column =
            functions.to_json(org.apache.spark.ml.functions.vector_to_array(column, "float64"));
      } else if (type instanceof ArrayType
          || type instanceof MapType
          || type instanceof StructType) {
        column = functions.to_json(column);
      }
      columns[i] = column.as(field.name());
    }
    return rows.select(columns);
  }

  /** Gives the draft its name. */
  void publish() {
    try {
      if (files.exists(table) || !files.rename(draft, table)) {
        throw new OutputException(
            "Cannot write the table %s: the file system refused to rename %s"
                .formatted(asked, draft));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the table " + asked, e);
    }
  }

  @Override
  public void close() {
    try {
      files.delete(draft, true);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + draft, e);
    }
  }
}
