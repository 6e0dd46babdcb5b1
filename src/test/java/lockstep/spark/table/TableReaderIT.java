package lockstep.spark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import lockstep.data.BadDataException;
import lockstep.spark.SharedSpark;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cells that come out are those that were written, to the character. */
class TableReaderIT {
  private static final SparkSession SPARK = SharedSpark.session();

  @TempDir Path folder;

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static Dataset<Row> read(Path path) {
    return new TableReader(SPARK, TableFormat.bySuffix()).read(path.toString());
  }

  /** The cells of all rows, each with its mark of a record that does not fit in the end. */
  private static List<List<Object>> cells(Path path) {
    return read(path).collectAsList().stream()
        .map(row -> IntStream.range(0, row.size()).mapToObj(row::get).toList())
        .toList();
  }

  private static List<Object> row(Object... cells) {
    return Arrays.asList(cells);
  }

  @Test
  void textsOfCsvStayAsTheyAreWritten() throws IOException {
    Path path = write("t.csv", "a,b\n01,1.50\n1e3, x \nNA,true\n,\"\"\n");
    assertThat(cells(path))
        .containsExactly(
            row("01", "1.50", null),
            row("1e3", " x ", null),
            row("NA", "true", null),
            row(null, "", null));
    assertThat(read(path).columns()).containsExactly("a", "b", TableReader.CORRUPT);
  }

  @Test
  void quotedFieldsMayHoldAnything() throws IOException {
    Path path =
        write(
            "t.csv",
            "\"a.b\",\"say \"\"hi\"\"\",`c`\n"
                + "\"x,y\",\"one\n"
                + "two\",\"q\"\"q\"\n"
                + "\"back\\slash\",\"ünï ✓\",z\n");
    assertThat(read(path).columns())
        .containsExactly("a.b", "say \"hi\"", "`c`", TableReader.CORRUPT);
    assertThat(cells(path))
        .containsExactly(
            row("x,y", "one\ntwo", "q\"q", null), row("back\\slash", "ünï ✓", "z", null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void lineEndsAndAByteOrderMarkAreNoPartOfCells(String end) throws IOException {
    Path path = write("t.csv", "\uFEFFname,size" + end + "ann,1" + end + "bob,2" + end);
    assertThat(read(path).columns()).containsExactly("name", "size", TableReader.CORRUPT);
    assertThat(cells(path)).containsExactly(row("ann", "1", null), row("bob", "2", null));
    Path quoted = write("q.csv", "\uFEFF\"name\",size" + end + "\"a" + end + "b\",1" + end);
    assertThat(read(quoted).columns()).containsExactly("name", "size", TableReader.CORRUPT);
    assertThat(cells(quoted)).hasSize(1);
    assertThat(cells(quoted).get(0).get(1)).isEqualTo("1");
  }

  @Test
  void compressedTextIsText() throws IOException {
    Path path = folder.resolve("t.csv.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
      out.write("a,b\n1,\"x\ny\"\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(cells(path)).containsExactly(row("1", "x\ny", null));
  }

  @Test
  void recordsThatDoNotFitAreKeptAsTheirText() throws IOException {
    Path path = write("t.csv", "a,b\n1,2\n3\n4,5,6\n");
    assertThat(cells(path)).hasSize(3).element(0).isEqualTo(row("1", "2", null));
    assertThat(cells(path)).extracting(cells -> cells.get(2)).containsExactly(null, "3", "4,5,6");
  }

  @Test
  void aFolderAndAGlobAreOneTable() throws IOException {
    Path parts = Files.createDirectories(folder.resolve("parts.csv"));
    write("parts.csv/1.csv", "a,b\n1,2\n");
    write("parts.csv/2.csv", "a,b\n3,4\n");
    write("parts.csv/_SUCCESS", "");
    assertThat(cells(parts)).containsExactlyInAnyOrder(row("1", "2", null), row("3", "4", null));
    assertThat(cells(parts.resolve("*.csv"))).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc", "json"})
  void typedTablesKeepTheirTypes(String format) {
    Path path = folder.resolve("t." + format);
    SPARK
        .sql(
            "SELECT 1L AS n, 2.5D AS `x.y`, 'text' AS `a b`, true AS yes, CAST(NULL AS STRING) AS"
                + " z")
        .write()
        .option("ignoreNullFields", false)
        .format(format)
        .save(path.toString());
    Row row = read(path).first();
    assertThat(row.<Object>getAs("n")).isEqualTo(1L);
    assertThat(row.<Object>getAs("x.y")).isEqualTo(2.5);
    assertThat(row.<Object>getAs("a b")).isEqualTo("text");
    assertThat(row.<Object>getAs("yes")).isEqualTo(true);
    assertThat(row.<Object>getAs("z")).isNull();
    assertThat(row.<Object>getAs(TableReader.CORRUPT)).isNull();
  }

  @Test
  void aLineOfJsonThatIsNoneIsMarked() throws IOException {
    Path path = write("t.jsonl", "{\"a\": 1}\n{\"a\": oops}\n{\"a\": 3}\n");
    assertThat(cells(path))
        .containsExactly(row(1L, null), row(null, "{\"a\": oops}"), row(3L, null));
  }

  @Test
  void anArrayOfObjectsOverSeveralLinesIsATable() throws IOException {
    Path lines =
        write("a.json", "[\n  {\"a\": 1,\n   \"b\": \"x\"},\n  {\"a\": 2, \"b\": null}\n]\n");
    assertThat(cells(lines)).containsExactly(row(1L, "x", null), row(2L, null, null));
    Path line = write("b.json", "[{\"a\": 1}, {\"a\": 2}]\n");
    assertThat(cells(line)).containsExactly(row(1L, null), row(2L, null));
  }

  @Test
  void theFormatMayBeGivenInPlaceOfTheSuffix() throws IOException {
    Path path = write("table.txt", "a;b\n'x;y';2\n");
    TableFormat format =
        new TableFormat(Optional.of("csv"), true, ";", "'", Optional.empty(), "UTF-8");
    assertThat(new TableReader(SPARK, format).read(path.toString()).first().getString(0))
        .isEqualTo("x;y");
    assertThatThrownBy(() -> read(path))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith("Cannot tell the format of " + path);
  }

  @Test
  void aLineThatIsNotCutIsNoColumn() throws IOException {
    String path = write("wine.csv", "a;b;label\n1;2;3\n").toString();
    assertThatThrownBy(
            () -> TableReader.requireColumns(path, read(Path.of(path)), List.of("label")))
        .hasMessage(
            "Cannot find column \"label\" in %s: found the one column \"a;b;label\"; data.csv.delimiter says where a line is cut"
                .formatted(path));
  }

  @Test
  void aTableThatIsNotThereIsNamedWithTheNearest() throws IOException {
    write("people.csv", "a\n1\n");
    assertThatThrownBy(() -> read(folder.resolve("poeple.csv")))
        .isInstanceOf(MissingInputException.class)
        .hasMessage(
            "Cannot find the table %s; the nearest is people.csv"
                .formatted(folder.resolve("poeple.csv")));
    assertThatThrownBy(() -> read(folder.resolve("none/people.csv")))
        .isInstanceOf(MissingInputException.class)
        .hasMessage("Cannot find the table " + folder.resolve("none/people.csv"));
  }
}
