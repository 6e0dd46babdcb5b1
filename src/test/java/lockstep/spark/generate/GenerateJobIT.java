package lockstep.spark.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import lockstep.generate.Column;
import lockstep.generate.GeneratedRow;
import lockstep.generate.Kind;
import lockstep.generate.RowGenerator;
import lockstep.generate.TableSpec;
import lockstep.spark.SharedSpark;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GenerateJobIT {
  private static final int ROWS = 2000;
  private static final SparkSession SPARK = SharedSpark.session();

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void theNumberOfPartitionsDoesNotChangeTableOrTruth(Kind kind) throws IOException {
    TableSpec spec = spec(kind);
    List<String> lines = null;
    String truth = null;
    for (int partitions : new int[] {1, 2, 7}) {
      Path path = folder.resolve(partitions + (kind == Kind.SPARSE ? ".libsvm" : ".csv"));
      GenerateJob.run(SPARK, spec, path.toString(), "auto", false, partitions);
      assertThat(parts(path)).hasSize(partitions);
      List<String> found = kind == Kind.SPARSE ? textRows(path, 0) : textRows(path);
      String foundTruth = Files.readString(Path.of(path + ".truth.json"));
      lines = lines == null ? found : lines;
      truth = truth == null ? foundTruth : truth;
      assertThat(found).isEqualTo(lines).hasSize(ROWS);
      assertThat(foundTruth).isEqualTo(truth);
    }
  }

  @ParameterizedTest
  @CsvSource({"t.parquet,auto", "t.orc,auto", "t.json,auto", "t.json.gz,auto", "t,parquet"})
  void typedFilesGiveBackTheGeneratedCellsInOrder(String name, String format) {
    for (Kind kind : List.of(Kind.PATIENTS, Kind.MULTICLASS)) {
      Path path = folder.resolve(kind.word()).resolve(name);
      GenerateJob.run(SPARK, spec(kind), path.toString(), format, false);
      String source = format.equals("auto") ? name.split("\\.", -1)[1] : format;
      RowGenerator generator = spec(kind).generator();
      String[] columns = names(generator);
      assertThat(cells(path, SPARK.read().format(source), columns)).isEqualTo(expected(generator));
    }
  }

  @ParameterizedTest
  @CsvSource({"t.csv,auto", "t.csv.gz,auto", "t.gz,csv"})
  void csvHasAHeaderAndWritesMissingAsNotAvailable(String name, String format) {
    Path path = folder.resolve(name);
    GenerateJob.run(SPARK, spec(Kind.PATIENTS), path.toString(), format, false);
    assertThat(parts(path))
        .allMatch(part -> part.toString().endsWith(".gz") == name.endsWith(".gz"));
    DataFrameReader reader = SPARK.read().format("csv").option("header", true);
    RowGenerator generator = spec(Kind.PATIENTS).generator();
    String[] columns = names(generator);
    assertThat(reader.load(path.toString()).columns()).isEqualTo(columns);
    List<List<Object>> text = expected(generator).stream().map(cells -> text(cells)).toList();
    assertThat(cells(path, reader, columns)).isEqualTo(text);
    assertThat(reader.load(path.toString()).filter("bmi = 'N/A'").count()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({"t.libsvm", "t.svm", "t.parquet"})
  void sparseFilesGiveBackTheGeneratedVectorsAndLabels(String name) {
    Path path = folder.resolve(name);
    GenerateJob.run(SPARK, spec(Kind.SPARSE), path.toString(), "auto", false);
    String source = name.endsWith("parquet") ? "parquet" : "libsvm";
    DataFrameReader reader = SPARK.read().format(source);
    if (source.equals("libsvm")) {
      reader = reader.option("numFeatures", 4);
    }
    List<List<Object>> expected = new ArrayList<>();
    for (GeneratedRow row : rows(spec(Kind.SPARSE).generator())) {
      SortedMap<?, ?> cell = (SortedMap<?, ?>) row.cells()[0];
      double[] vector = new double[4];
      cell.forEach((index, value) -> vector[(Integer) index] = (Double) value);
      expected.add(List.of(Vectors.dense(vector), row.labels()[0]));
    }
    assertThat(cells(path, reader, "features", "cast(label as double)")).isEqualTo(expected);
  }

  @Test
  void anExistingTableIsKeptUnlessOverwritingWasAsked() throws IOException {
    String path = folder.resolve("t.csv").toString();
    GenerateJob.run(SPARK, spec(Kind.BINARY), path, "auto", false);
    List<String> before = textRows(Path.of(path));
    TableSpec other = new TableSpec(Kind.BINARY, 10, 2, 2, 3);
    assertThatThrownBy(() -> GenerateJob.run(SPARK, other, path, "auto", false))
        .isInstanceOf(UncheckedIOException.class)
        .hasCauseInstanceOf(FileAlreadyExistsException.class)
        .hasMessage(
            "Cannot generate the table %s: expected a new path or leave to overwrite, found file:%s",
            path, path);
    assertThat(textRows(Path.of(path))).isEqualTo(before);
    GenerateJob.run(SPARK, other, path, "auto", true);
    assertThat(textRows(Path.of(path))).hasSize(10);
    assertThat(Files.readString(Path.of(path + ".truth.json"))).contains("\"rows\" : 10");
    assertThat(names()).containsExactlyInAnyOrder("t.csv", "t.csv.truth.json");
  }

  @Test
  void aFolderThatIsNoTableIsNeverOverwritten() throws IOException {
    Path home = Files.createDirectory(folder.resolve("home.csv"));
    Files.writeString(home.resolve("letter.txt"), "dear");
    assertThatThrownBy(
            () -> GenerateJob.run(SPARK, spec(Kind.BINARY), home.toString(), "auto", true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cannot generate the table file:" + home)
        .hasMessageEndingWith("found another folder");
    assertThat(home.resolve("letter.txt")).hasContent("dear");
  }

  @Test
  void aTargetThatCannotBeWrittenLeavesNothing() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "not a folder");
    String path = file.resolve("t.csv").toString();
    assertThatThrownBy(() -> GenerateJob.run(SPARK, spec(Kind.BINARY), path, "auto", false))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("Cannot generate the table " + path);
    assertThat(names()).containsExactly("file");
  }

  @Test
  void whatWasNotPublishedIsRemoved() throws IOException {
    String path = folder.resolve("t.csv").toString();
    try (TableTarget target = TableTarget.open(SPARK, path, false)) {
      TableFormat.of("csv", path, Kind.BINARY)
          .write(TableRows.of(SPARK, spec(Kind.BINARY), 2), target.draft());
      assertThat(names()).hasSize(1).allMatch(name -> name.startsWith("_"));
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void anUnknownFormatIsRefused() {
    String path = folder.resolve("t.xlsx").toString();
    assertThatThrownBy(() -> GenerateJob.run(SPARK, spec(Kind.BINARY), path, "auto", false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot generate the table %s: expected the format csv, json, parquet or orc, or a path"
                + " that ends in one, found neither",
            path);
    assertThatThrownBy(() -> GenerateJob.run(SPARK, spec(Kind.BINARY), path, "xlsx", false))
        .hasMessageEndingWith("found xlsx");
    assertThatThrownBy(() -> GenerateJob.run(SPARK, spec(Kind.SPARSE), path, "csv", false))
        .hasMessageEndingWith(
            "expected the format libsvm or parquet, or a path that ends in one, found csv");
    String libsvm = folder.resolve("t.libsvm").toString();
    assertThatThrownBy(() -> GenerateJob.run(SPARK, spec(Kind.BINARY), libsvm, "auto", false))
        .hasMessageEndingWith("or a path that ends in one, found libsvm");
  }

  private static TableSpec spec(Kind kind) {
    return new TableSpec(kind, ROWS, 4, 3, 11, 2, 0.3);
  }

  private static List<GeneratedRow> rows(RowGenerator generator) {
    return LongStream.range(0, ROWS).mapToObj(generator::row).toList();
  }

  private static List<List<Object>> expected(RowGenerator generator) {
    return rows(generator).stream().map(row -> Arrays.asList(row.cells())).toList();
  }

  private static List<Object> text(List<Object> cells) {
    return cells.stream().<Object>map(cell -> cell == null ? "N/A" : cell.toString()).toList();
  }

  /**
   * The rows of all part files in the order of their names; Spark itself reads large files first.
   */
  private static List<List<Object>> cells(Path table, DataFrameReader reader, String... columns) {
    List<List<Object>> rows = new ArrayList<>();
    for (Path part : parts(table)) {
      for (Row row : reader.load(part.toString()).selectExpr(columns).collectAsList()) {
        List<Object> cells = new ArrayList<>();
        for (int j = 0; j < row.length(); j++) {
          cells.add(row.get(j));
        }
        rows.add(cells);
      }
    }
    return rows;
  }

  private static String[] names(RowGenerator generator) {
    return generator.columns().stream().map(Column::name).toArray(String[]::new);
  }

  /** The lines of all part files in the order of their names, without their headers. */
  private static List<String> textRows(Path table) throws IOException {
    return textRows(table, 1);
  }

  private static List<String> textRows(Path table, int headerLines) throws IOException {
    List<String> rows = new ArrayList<>();
    for (Path part : parts(table)) {
      List<String> lines = Files.readAllLines(part);
      rows.addAll(lines.subList(headerLines, lines.size()));
    }
    return rows;
  }

  private static List<Path> parts(Path table) {
    try (Stream<Path> files = Files.list(table)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("part-"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a user sees in the folder: without Hadoop's checksum files. */
  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .toList();
    }
  }
}
