package lockstep.spark.generate;

import java.util.List;
import java.util.Locale;
import lockstep.generate.Kind;
import lockstep.generate.Term;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/**
 * How a table is written.
 *
 * @param name csv, json, parquet, orc or libsvm
 * @param gzip whether the part files of text are compressed
 */
record TableFormat(String name, boolean gzip) {
  private static final List<String> CELLS = List.of("csv", "json", "parquet", "orc");
  private static final List<String> VECTORS = List.of("libsvm", "parquet");

  /**
   * The format asked for, or for {@code auto} the one that the path's suffix says.
   *
   * @throws IllegalArgumentException if that is none a table of this kind can be written in
   */
  static TableFormat of(String format, String path, Kind kind) {
    List<String> possible = kind == Kind.SPARSE ? VECTORS : CELLS;
    String file = new Path(path).getName().toLowerCase(Locale.ROOT);
    boolean gzip = file.endsWith(".gz");
    String suffix = gzip ? file.substring(0, file.length() - ".gz".length()) : file;
    String asked = format.equals("auto") ? named(suffix) : format;
    if (!possible.contains(asked)) {
      boolean other = CELLS.contains(asked) || VECTORS.contains(asked);
      int last = possible.size() - 1;
      throw new IllegalArgumentException(
          "Cannot generate the table %s: expected the format %s or %s, or a path that ends in one, found %s"
              .formatted(
                  path,
                  String.join(", ", possible.subList(0, last)),
                  possible.get(last),
                  format.equals("auto") && !other ? "neither" : asked));
    }
    boolean text = !asked.equals("parquet") && !asked.equals("orc");
    return new TableFormat(asked, gzip && text);
  }

  private static String named(String file) {
    String suffix = file.substring(file.lastIndexOf('.') + 1);
    return suffix.equals("svm") || suffix.equals("svmlight") ? "libsvm" : suffix;
  }

  /** Adds part files to the folder; missing cells are nulls, in CSV {@code N/A}. */
  void write(Dataset<Row> table, String folder) {
    DataFrameWriter<?> writer =
        name.equals("libsvm")
            ? table
                .map((MapFunction<Row, String>) TableFormat::line, Encoders.STRING())
                .write()
                .format("text")
            : table.write().format(name);
    if (gzip) {
      writer = writer.option("compression", "gzip");
    }
    if (name.equals("csv")) {
      writer = writer.option("header", true).option("nullValue", Term.MISSING);
    }
    writer.mode(SaveMode.Append).save(folder);
  }

  /** A row of features and label as {@code label index:value ...}, indices from 1 on. */
  private static String line(Row row) {
    SparseVector features = row.getAs(0);
    StringBuilder line = new StringBuilder().append(row.getLong(1));
    for (int i = 0; i < features.indices().length; i++) {
      line.append(' ').append(features.indices()[i] + 1).append(':').append(features.values()[i]);
    }
    return line.toString();
  }
}
