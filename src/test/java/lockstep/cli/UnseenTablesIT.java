package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import lockstep.spark.SharedSpark;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables as the world writes them, through a job of no more than a path and a label. */
class UnseenTablesIT {
  private static final int ROWS = 60;

  /** {@code size,colour,label}: the label is b where the size is 30 or more. */
  private static final List<String> PLAIN =
      Stream.concat(
              Stream.of("size,colour,label"),
              IntStream.range(0, ROWS)
                  .mapToObj(
                      i ->
                          "%d,%s,%s".formatted(i, i % 2 == 0 ? "red" : "blue", i < 30 ? "a" : "b")))
          .toList();

  @TempDir Path folder;

  /**
   * What a job leaves.
   *
   * @param warnings as the user was told
   */
  private record Left(
      JsonNode manifest, JsonNode metrics, JsonNode encoder, List<String> warnings) {
    int rows() {
      int rows = 0;
      for (JsonNode split : manifest.path("rows")) {
        rows += split.asInt();
      }
      return rows;
    }

    int features() {
      return manifest.path("features").asInt();
    }

    List<String> columns() {
      return texts(encoder.path("features").path("columns"), "name");
    }

    String kind(String column) {
      for (JsonNode one : encoder.path("features").path("columns")) {
        if (one.path("name").asText().equals(column)) {
          return one.path("kind").asText();
        }
      }
      throw new AssertionError("no column " + column);
    }

    private static List<String> texts(JsonNode list, String field) {
      List<String> texts = new ArrayList<>();
      list.forEach(item -> texts.add(item.path(field).asText()));
      return texts;
    }
  }

  @ParameterizedTest
  @CsvSource({"-1,1", "1,2", "no,yes", "FALSE,TRUE", "0.0,1.0", "' low ',' mid '", "10,9"})
  void twoLabelsOfAnyKindAreBinaryAndTheLargerIsPositive(String one, String other)
      throws IOException {
    List<String> lines =
        edited(line -> line.replaceAll(",a$", "," + one).replaceAll(",b$", "," + other));

    Left left = run(write("t.csv", lines), "train.epochs=60", "train.learning-rate=0.05");

    boolean swapped = one.equals("10");
    String positive = shown(swapped ? one : other);
    String negative = shown(swapped ? other : one);
    assertThat(left.manifest.path("task").asText()).isEqualTo("binary");
    JsonNode train = left.metrics.path("train");
    assertThat(train.path("labels"))
        .extracting(JsonNode::asText)
        .containsExactly(negative, positive);
    assertThat(train.path("roc_auc").asDouble()).isGreaterThan(0.98);
    assertThat(left.manifest.path("label_counts").path("train").path(positive).asInt())
        .isEqualTo(supportOf(train, 1));
  }

  private static String shown(String label) {
    String text = label.strip();
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static int supportOf(JsonNode metrics, int label) {
    return metrics.path("per_class").path(label).path("support").asInt();
  }

  @Test
  void labelsOfThreeKindsAreClassesAndFractionsAreARegression() throws IOException {
    List<String> three = edited(line -> line.replaceAll("^(\\d+)5,(.*),.$", "$15,$2,c"));
    assertThat(run(write("three.csv", three)).manifest.path("task").asText())
        .isEqualTo("multiclass");

    List<String> fractions = edited(line -> line.replaceAll("^(\\d+),(.*),.$", "$1,$2,$1.5"));
    Left left = run(write("fractions.csv", fractions));
    assertThat(left.manifest.path("task").asText()).isEqualTo("regression");
    assertThat(left.metrics.path("train").path("rmse").isNumber()).isTrue();
  }

  @Test
  void otherMarksOfMissingValuesAreNamedInTheJob() throws IOException {
    List<String> lines =
        edited(line -> line.replaceAll("^(\\d)3,", "-999,").replaceAll("^7,", "n.a.,"));
    Path table = write("t.csv", lines);

    Left left = run(table, "data.csv.null-values=[-999, n.a.]");

    assertThat(left.kind("size")).isEqualTo("numeric");
    assertThat(left.warnings).isEmpty();
    assertThat(run(table).kind("size")).isEqualTo("categorical");
  }

  @Test
  void emptyQuotedAndBlankFieldsAreMissing() throws IOException {
    List<String> lines =
        edited(
            line ->
                line.replaceAll("^11,", ",").replaceAll("^12,", "\"\",").replaceAll("^13,", " ,"));

    Left left = run(write("t.csv", lines));

    assertThat(left.kind("size")).isEqualTo("numeric");
    assertThat(left.rows()).isEqualTo(ROWS);
  }

  @Test
  void aCategoryThatTrainingDidNotSeeIsCountedAndNoError() throws IOException {
    Path train = write("train.csv", PLAIN);
    Path test = write("test.csv", List.of(PLAIN.get(0), "1,green,a", "40,red,b", "41,green,b"));

    Left left = run("data.train=" + train, "data.test=" + test);

    assertThat(left.manifest.path("unseen_categories").asInt()).isEqualTo(2);
    assertThat(left.warnings).containsExactly("2 cells hold a category that no training row has");
    assertThat(left.metrics.has("validation")).isFalse();
    assertThat(left.metrics.path("test").path("rows").asInt()).isEqualTo(3);
  }

  @Test
  void namesOfColumnsMayHoldAnything() throws IOException {
    List<String> names = List.of("blood pressure", "a.b", "we\"ird", "größe", "back`tick", "a,b");
    String header =
        names.stream()
            .map(name -> '"' + name.replace("\"", "\"\"") + '"')
            .collect(Collectors.joining(","));
    List<String> lines = new ArrayList<>(List.of(header + ",is it?"));
    for (int i = 0; i < ROWS; i++) {
      int row = i;
      String cells =
          IntStream.range(0, names.size())
              .mapToObj(column -> Integer.toString((row * (column + 3)) % 17))
              .collect(Collectors.joining(","));
      lines.add(cells + "," + row % 2);
    }
    Path table = write("t.csv", lines);

    Ran ran =
        ran("data.path=" + table, "data.label=is it?", "data.ignore=[a.b]", "data.weight=größe");

    Left left = left(ran);
    assertThat(left.columns()).containsExactly("blood pressure", "we\"ird", "back`tick", "a,b");
    Path output = folder.resolve("scored.csv");
    Ran.lockstep("predict", "model=" + ran.last("run"), "input=" + table, "output=" + output)
        .succeeded();
    Dataset<Row> scored =
        SharedSpark.session()
            .read()
            .option("header", true)
            .option("escape", "\"")
            .csv(output.toString());
    assertThat(scored.columns())
        .startsWith(names.toArray(String[]::new))
        .endsWith("prediction", "probability");
    assertThat(scored.count()).isEqualTo(ROWS);
  }

  @ParameterizedTest
  @CsvSource({
    "semicolon, data.csv.delimiter=;",
    "tab, data.csv.delimiter=\"\\t\"",
    "windows, data.csv.header=true",
    "mark, data.csv.header=true",
    "gzip, data.csv.header=true",
    "latin, data.csv.encoding=ISO-8859-1",
    "quoted, data.csv.header=true",
    "newlines, data.csv.header=true",
    "windows-newlines, data.csv.header=true",
    "blank-lines, data.csv.header=true",
    "last-line-open, data.csv.header=true",
  })
  void everySpellingOfTheTableGivesTheSameFeatures(String spelling, String option)
      throws IOException {
    Left left = run(spelled(spelling), option);

    assertThat(left.rows()).isEqualTo(ROWS);
    assertThat(left.columns()).containsExactly("size", "colour");
    assertThat(left.features()).isEqualTo(3);
    assertThat(left.warnings).isEmpty();
  }

  private Path spelled(String spelling) throws IOException {
    String text = String.join("\n", PLAIN) + "\n";
    return switch (spelling) {
      case "semicolon" -> write("t.csv", text.replace(',', ';'));
      case "tab" -> write("t.csv", text.replace(',', '\t'));
      case "windows" -> write("t.csv", text.replace("\n", "\r\n"));
      case "mark" -> write("t.csv", "\uFEFF" + text);
      case "gzip" -> gzip(text);
      case "latin" -> write("t.csv", text.replace("red", "röt"), StandardCharsets.ISO_8859_1);
      case "quoted" -> write("t.csv", text.replaceAll("(\\w+)", "\"$1\""));
      case "newlines" -> write("t.csv", text.replace("red", "\"light\n\"\"red\"\", or so\""));
      case "windows-newlines" ->
          write("t.csv", text.replace("red", "\"light\nred\"").replace("\n", "\r\n"));
      case "blank-lines" -> write("t.csv", text.replace("\n5,", "\n\n5,") + "\n\n");
      case "last-line-open" -> write("t.csv", text.strip());
      default -> throw new IllegalArgumentException(spelling);
    };
  }

  @Test
  void withoutAHeaderColumnsAreNumbered() throws IOException {
    Left left =
        run(
            write("t.csv", PLAIN.subList(1, PLAIN.size())),
            "data.csv.header=false",
            "data.label=_c2");

    assertThat(left.rows()).isEqualTo(ROWS);
    assertThat(left.columns()).containsExactly("_c0", "_c1");
  }

  @Test
  void typedColumnsKeepTheirMeaning() {
    Path table = folder.resolve("typed.parquet");
    SharedSpark.session()
        .range(ROWS)
        .selectExpr(
            "id % 3 = 0 as flag",
            "date_add(date'2020-02-27', cast(id as int)) as day",
            "timestamp'2020-02-27 12:00:00' + make_interval(0, 0, 0, 0, cast(id as int)) as moment",
            "cast(id as decimal(10, 2)) / 3 as amount",
            "cast(if(id % 5 = 0, null, id) as short) as small",
            "array(cast(id as float), 1.0f - id) as pair",
            "named_struct('a', id) as nested",
            "if(id % 2 = 0, 'even', 'odd') as name",
            "id > 30 as label")
        .write()
        .parquet(table.toString());

    Left left = run(table);

    assertThat(left.columns())
        .containsExactly("flag", "day", "moment", "amount", "small", "pair", "name");
    assertThat(left.kind("day")).isEqualTo("numeric");
    assertThat(left.kind("flag")).isEqualTo("numeric");
    assertThat(left.kind("pair")).isEqualTo("vector");
    assertThat(left.warnings)
        .containsExactly("Column \"nested\" is of type struct<a:bigint>: left out");
    assertThat(left.metrics.path("train").path("labels"))
        .extracting(JsonNode::asText)
        .containsExactly("false", "true");
  }

  @Test
  void aTableOfFiveHundredColumns() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(wide(column -> "x" + column) + ",label");
    for (int i = 0; i < 100; i++) {
      int row = i;
      lines.add(wide(column -> Integer.toString((row * 31 + column * 17) % 101)) + "," + row % 2);
    }

    Left left = run(write("t.csv", lines));

    assertThat(left.features()).isEqualTo(500);
    assertThat(left.rows()).isEqualTo(100);
  }

  private static String wide(java.util.function.IntFunction<String> cell) {
    return IntStream.range(0, 500).mapToObj(cell).collect(Collectors.joining(","));
  }

  @Test
  void oneColumnAndThreeRowsAreATableToo() throws IOException {
    Path table = write("t.csv", List.of("x,label", "1,no", "2,yes", "3,no"));

    Left left = run(table, "data.split={train: 1, validation: 0, test: 0}");

    assertThat(left.features()).isEqualTo(1);
    assertThat(left.metrics.path("train").path("rows").asInt()).isEqualTo(3);
    assertThat(left.metrics.size()).isEqualTo(1);
  }

  @Test
  void aColumnWithoutANameIsNumbered() throws IOException {
    List<String> lines = edited(line -> line.startsWith("size") ? ",colour,label," : line + ",");

    Left left = run(write("t.csv", lines));

    assertThat(left.columns()).containsExactly("_c0", "colour");
    assertThat(left.warnings)
        .containsExactly("Column \"_c3\" has no value in any training row: left out");
  }

  @Test
  void filesOfOneTableMustNameTheSameColumns() throws IOException {
    Path table = Files.createDirectory(folder.resolve("t.csv"));
    Files.write(table.resolve("1.csv"), PLAIN);
    Files.write(table.resolve("2.csv"), List.of("colour,size,label", "red,1,a"));

    Ran ran = ran("data.path=" + table);

    assertThat(ran.err())
        .containsExactly(
            "lockstep: Cannot read %s: CSV header does not conform to the schema. Expected: size but found: colour"
                .formatted(table.resolve("2.csv")));
    assertThat(ran.code()).isEqualTo(65);
  }

  @Test
  void aFileCutShortIsNamed() throws IOException {
    byte[] whole = Files.readAllBytes(gzip(String.join("\n", manyLines())));
    Path table =
        Files.write(folder.resolve("t.csv.gz"), java.util.Arrays.copyOf(whole, whole.length / 2));

    Ran ran = ran("data.path=" + table);

    assertThat(ran.err())
        .containsExactly(
            "lockstep: Cannot read the table %s: Unexpected end of input stream".formatted(table));
    assertThat(ran.code()).isEqualTo(65);
  }

  private static List<String> manyLines() {
    List<String> lines = new ArrayList<>(List.of(PLAIN.get(0)));
    for (int i = 0; i < 5000; i++) {
      lines.add("%d,red,%s".formatted(i * 7919 % 10007, i % 2 == 0 ? "a" : "b"));
    }
    return lines;
  }

  @ParameterizedTest
  @CsvSource({"'size,size,label'", "'Size,size,label'"})
  void namesThatSparkTakesForOneAreRefused(String header) throws IOException {
    List<String> lines = new ArrayList<>(PLAIN);
    lines.set(0, header);

    Ran ran = ran("data.path=" + write("t.csv", lines));

    assertThat(ran.err())
        .containsExactly(
            "lockstep: Cannot read the table %s: expected each column once, found \"size\" twice"
                .formatted(folder.resolve("t.csv")));
    assertThat(ran.code()).isEqualTo(65);
  }

  private Left run(Path table, String... more) {
    return run(
        Stream.concat(Stream.of("data.path=" + table), Stream.of(more)).toArray(String[]::new));
  }

  private Left run(String... words) {
    return left(ran(words));
  }

  private Ran ran(String... words) {
    Stream<String> fixed =
        Stream.of("run", "train.epochs=1", "output.dir=" + folder.resolve("runs"));
    return Ran.lockstep(Stream.concat(fixed, Stream.of(words)).toArray(String[]::new));
  }

  private static Left left(Ran ran) {
    Path run = Path.of(ran.succeeded().last("run"));
    return new Left(
        json(run.resolve("manifest.json")),
        json(run.resolve("metrics.json")),
        json(run.resolve("model/encoder.json")),
        ran.warnings());
  }

  private static JsonNode json(Path file) {
    try {
      return new JsonMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<String> edited(java.util.function.UnaryOperator<String> edit) {
    return PLAIN.stream().map(edit).toList();
  }

  private Path write(String name, List<String> lines) throws IOException {
    return write(name, String.join("\n", lines) + "\n");
  }

  private Path write(String name, String text) throws IOException {
    return write(name, text, StandardCharsets.UTF_8);
  }

  private Path write(String name, String text, Charset charset) throws IOException {
    return Files.writeString(folder.resolve(name), text, charset);
  }

  private Path gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return Files.write(folder.resolve("t.csv.gz"), bytes.toByteArray());
  }
}
