package lockstep.spark.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What ends the records of CSV files. Told so, Spark keeps the line ends inside quotes as they are;
 * left to find it out, it takes those in a file with Windows line ends for {@code \n}.
 */
final class LineEnds {
  private LineEnds() {}

  /**
   * The end of the first record of every file of a table; empty if they differ, or there is none.
   *
   * @param table whose files are looked at, each up to that end
   */
  static Optional<String> of(Dataset<Row> table, TableFormat format) {
    Configuration hadoop = table.sparkSession().sparkContext().hadoopConfiguration();
    Set<String> ends =
        Arrays.stream(table.inputFiles())
            .map(file -> first(new Path(URI.create(file)), hadoop, format))
            .filter(end -> !end.isEmpty())
            .collect(Collectors.toSet());
    return ends.size() == 1 ? Optional.of(ends.iterator().next()) : Optional.empty();
  }

  private static String first(Path file, Configuration hadoop, TableFormat format) {
    CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(file);
    try (InputStream stored = file.getFileSystem(hadoop).open(file);
        InputStream plain = codec == null ? stored : codec.createInputStream(stored);
        Reader text = new InputStreamReader(plain, format.encoding())) {
      return first(text, format.quote());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  /** The first line end outside quotes, or none. */
  static String first(Reader text, String quote) throws IOException {
    boolean quoted = false;
    for (int c = text.read(); c >= 0; c = text.read()) {
      if (!quote.isEmpty() && c == quote.charAt(0)) {
        quoted = !quoted;
      } else if (!quoted && c == '\n') {
        return "\n";
      } else if (!quoted && c == '\r') {
        return text.read() == '\n' ? "\r\n" : "\r";
      }
    }
    return "";
  }
}
