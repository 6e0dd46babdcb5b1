package lockstep.spark.table;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * How a table is stored.
 *
 * @param format csv, parquet, json, orc or libsvm; empty to go by the suffix of the path
 * @param header whether a CSV's first line names the columns
 * @param delimiter between two fields
 * @param quote around a field, or empty for none
 * @param multiLine whether a quoted field may hold line ends; empty to look
 * @param encoding of the text
 */
public record TableFormat(
    Optional<String> format,
    boolean header,
    String delimiter,
    String quote,
    Optional<Boolean> multiLine,
    String encoding)
    implements Serializable {
  private static final List<String> FORMATS = List.of("csv", "parquet", "json", "orc", "libsvm");
  private static final Map<String, String> OTHER_SUFFIXES =
      Map.of("jsonl", "json", "ndjson", "json", "svm", "libsvm", "svmlight", "libsvm");
  private static final List<String> COMPRESSIONS =
      List.of("gz", "bz2", "zst", "snappy", "lz4", "deflate");

  /** CSV with a header, commas and double quotes, or what the suffix says. */
  public static TableFormat bySuffix() {
    return new TableFormat(Optional.empty(), true, ",", "\"", Optional.empty(), "UTF-8");
  }

  /**
   * The format of a path: the one given, or else by its suffix, with that of a compression taken
   * off.
   *
   * @throws lockstep.data.BadDataException if the suffix says nothing
   */
  public String of(String path) {
    return format.orElseGet(
        () ->
            suffix(path)
                .orElseThrow(
                    () ->
                        new lockstep.data.BadDataException(
                            "Cannot tell the format of %s: expected a suffix of %s, or data.format"
                                .formatted(path, FORMATS))));
  }

  /**
   * The format to write a path in when {@code input} was read in this one: by the path's suffix, or
   * else as the input, or if that is LIBSVM as Parquet; with this one's delimiter, quote and
   * encoding.
   */
  public TableFormat forOutput(String path, String input) {
    return new TableFormat(
        suffix(path).or(() -> Optional.of(of(input).equals("libsvm") ? "parquet" : of(input))),
        header,
        delimiter,
        quote,
        multiLine,
        encoding);
  }

  /**
   * Lets Spark read and write every encoding that Java knows, not only the Unicode ones and two.
   */
  public static void allowEveryEncoding(SparkSession spark) {
    spark.conf().set("spark.sql.legacy.javaCharsets", true);
  }

  /** Whether text at a path is to be compressed by gzip. */
  public static boolean gzipped(String path) {
    return path.toLowerCase(Locale.ROOT).endsWith(".gz");
  }

  private static Optional<String> suffix(String path) {
    String name = path.toLowerCase(Locale.ROOT).replaceAll("[/*]+$", "");
    for (String compression : COMPRESSIONS) {
      if (name.endsWith("." + compression)) {
        name = name.substring(0, name.length() - compression.length() - 1);
        break;
      }
    }
    String last = name.substring(name.lastIndexOf('.') + 1);
    return FORMATS.contains(last) && !last.equals(name)
        ? Optional.of(last)
        : Optional.ofNullable(OTHER_SUFFIXES.get(last));
  }
}
