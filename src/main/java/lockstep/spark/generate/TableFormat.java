package lockstep.spark.generate;

import java.util.Locale;
import lockstep.generate.Term;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/**
 * How a table is written.
 *
 * @param name of Spark's data source: csv, json, parquet or orc
 * @param gzip whether the part files of text are compressed
 */
record TableFormat(String name, boolean gzip) {
  /**
   * The format asked for, or for {@code auto} the one that the path's suffix says.
   *
   * @throws IllegalArgumentException if that is none of the four
   */
  static TableFormat of(String format, String path) {
    String file = new Path(path).getName().toLowerCase(Locale.ROOT);
    boolean gzip = file.endsWith(".gz");
    String suffix = gzip ? file.substring(0, file.length() - ".gz".length()) : file;
    String asked = format.equals("auto") ? suffix.substring(suffix.lastIndexOf('.') + 1) : format;
    return switch (asked) {
      case "csv", "json" -> new TableFormat(asked, gzip);
      case "parquet", "orc" -> new TableFormat(asked, false);
      default ->
          throw new IllegalArgumentException(
              "Cannot generate the table "
                  + path
                  + ": expected the format csv, json, parquet or orc, or a path that ends in one,"
                  + " found "
                  + (format.equals("auto") ? "neither" : format));
    };
  }

  /** Adds part files to the folder; missing cells are nulls, in CSV {@code N/A}. */
  void write(Dataset<Row> table, String folder) {
    DataFrameWriter<Row> writer = table.write().format(name);
    if (gzip) {
      writer = writer.option("compression", "gzip");
    }
    if (name.equals("csv")) {
      writer = writer.option("header", true).option("nullValue", Term.MISSING);
    }
    writer.mode(SaveMode.Append).save(folder);
  }
}
