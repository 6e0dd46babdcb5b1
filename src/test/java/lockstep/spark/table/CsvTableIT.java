package lockstep.spark.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lockstep.linalg.SplitMix64;
import lockstep.spark.SharedSpark;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any text survives being written as CSV, whatever ends the lines and encodes the characters. */
class CsvTableIT {
  private static final int ROWS = 500;
  private static final String ALPHABET = "a\"\\,\n\r' \t#é✓1";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void cellsComeBackWhateverEndsTheLines(String end) throws IOException {
    List<List<String>> rows = randomRows();
    Path path = Files.writeString(folder.resolve("t.csv"), csv(rows, end));

    assertThat(read(path, TableFormat.bySuffix())).containsExactlyElementsOf(rows);
  }

  @Test
  void filesOfOneTableMayEndTheirLinesDifferently() throws IOException {
    List<List<String>> rows = List.of(Arrays.asList("0", "x\ny"), Arrays.asList("1", null));
    Path table = Files.createDirectory(folder.resolve("t.csv"));
    Files.writeString(table.resolve("1.csv"), csv(rows, "\n"));
    Files.writeString(table.resolve("2.csv"), csv(rows, "\r\n"));

    assertThat(read(table, TableFormat.bySuffix())).hasSize(4).hasSameElementsAs(rows);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"UTF-16", "UTF-16LE", "windows-1252", "ISO-8859-15", "Shift_JIS", "IBM850"})
  void everyEncodingThatJavaKnowsIsRead(String encoding) throws IOException {
    boolean western = !encoding.startsWith("UTF") && !encoding.startsWith("Sh");
    String text = western ? "größe" : encoding.startsWith("Sh") ? "日本" : "größe ✓ 日本";
    List<List<String>> rows = List.of(List.of("1", text), Arrays.asList("2", null));
    Path path = folder.resolve("t.csv");
    Files.writeString(path, csv(rows, "\r\n"), Charset.forName(encoding));
    TableFormat format =
        new TableFormat(Optional.empty(), true, ",", "\"", Optional.empty(), encoding);

    assertThat(read(path, format)).containsExactlyElementsOf(rows);
  }

  private static List<List<String>> read(Path path, TableFormat format) {
    List<Row> rows =
        new TableReader(SharedSpark.session(), format).read(path.toString()).collectAsList();
    assertThat(rows).allMatch(row -> row.isNullAt(row.size() - 1));
    return rows.stream().map(row -> Arrays.asList(row.getString(0), row.getString(1))).toList();
  }

  /** Numbered texts of up to four characters, every tenth of them missing. */
  private static List<List<String>> randomRows() {
    SplitMix64 random = new SplitMix64(7);
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      String text =
          Stream.generate(() -> ALPHABET.charAt(random.nextInt(ALPHABET.length())))
              .limit(random.nextInt(5))
              .map(String::valueOf)
              .collect(Collectors.joining());
      rows.add(Arrays.asList(Integer.toString(i), i % 10 == 0 ? null : text));
    }
    return rows;
  }

  private static String csv(List<List<String>> rows, String end) {
    return rows.stream()
        .map(row -> row.stream().map(CsvTableIT::field).collect(Collectors.joining(",")) + end)
        .collect(Collectors.joining("", "number,text" + end, ""));
  }

  /** As RFC 4180 has it; a missing text is a field of no characters, an empty one is in quotes. */
  private static String field(String text) {
    return text == null ? "" : '"' + text.replace("\"", "\"\"") + '"';
  }
}
