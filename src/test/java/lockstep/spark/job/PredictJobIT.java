package lockstep.spark.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lockstep.spark.DataFrames;
import lockstep.spark.SharedSpark;
import lockstep.spark.table.TableFormat;
import lockstep.spark.table.TableReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes into a prediction comes out of it, whatever it is and however it is stored. */
class PredictJobIT {
  private static final SparkSession SPARK = SharedSpark.session();

  /** Of every kind of field once; a field is in quotes only where it must be. */
  private static final List<String> RECORDS =
      List.of(
          "size,\"a,b\",blood pressure,colour,a.b,größe,\"say \"\"hi\"\"\",Label",
          "1,,\"\",red,NA,x y,\"\"\"quoted\"\"\",b",
          "12,\"1,5\", ,blue,001,✓,\"one\ntwo\",",
          ",null,\"\",,1.50,日本,\"\n\",a",
          "19,?,\\N,green,-0,é,\\,N/A",
          " 3 ,\"\"\"\", lead ,red,1e3,\t,'#',\"\"");

  @TempDir static Path folder;
  private static ColourModel model;

  @BeforeAll
  static void train() throws IOException {
    model = ColourModel.train(folder);
  }

  private static Path out(String name) throws IOException {
    return Files.createTempDirectory(folder, "out").resolve(name);
  }

  private static Dataset<Row> read(Path path) {
    return new TableReader(SPARK, TableFormat.bySuffix())
        .read(path.toString())
        .drop(TableReader.CORRUPT);
  }

  /** The records of a CSV of one part, as written. */
  private static String text(Path table) throws IOException {
    try (Stream<Path> files = Files.list(table)) {
      Path part =
          files
              .filter(file -> file.getFileName().toString().startsWith("part-"))
              .collect(Collectors.collectingAndThen(Collectors.toList(), parts -> parts.get(0)));
      return Files.readString(part);
    }
  }

  @Test
  void fieldsOfCsvAreWrittenAsTheyWereRead() throws IOException {
    Path input = Files.write(out("t.csv"), RECORDS);
    Path output = out("scored.csv");

    assertThat(model.predict(input, output)).isEqualTo(5);

    String text = text(output);
    for (String record : RECORDS.subList(1, RECORDS.size())) {
      assertThat(text)
          .containsPattern("\n\\Q" + record + "\\E,(a|big),\"\\[[0-9.E-]+,[0-9.E-]+]\"");
    }
    assertThat(text).startsWith(RECORDS.get(0) + ",prediction,probability\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "\n"})
  void lineEndsInsideFieldsAreNotThoseOfTheFile(String end) throws IOException {
    List<String> cells = List.of("x\r\ny", "x\ny", "x\ry", "\r\n");
    String text =
        cells.stream()
            .map(cell -> "1,red,\"" + cell + "\"" + end)
            .collect(Collectors.joining("", "size,colour,note" + end, ""));
    Path input = Files.writeString(out("t.csv"), text);
    Path output = out("scored.csv");

    model.predict(input, output);

    assertThat(read(output).select("note").collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactlyElementsOf(cells);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data.csv.delimiter=; | size;colour;note\\n1;red;'a,b'\\n2;blue;'a;b'\\n",
        "data.csv.delimiter='\\t' | size\\tcolour\\tnote\\n1\\tred\\t'a,b'\\n2\\tblue\\t''\\n",
        "data.csv.encoding=windows-1252 | size,colour,größe\\n1,röt,€\\n",
      })
  void theDialectOfTheJobIsThatOfTheOutput(String key, String escaped) throws IOException {
    String text = escaped.replace("\\n", "\n").replace("\\t", "\t").replace('\'', '"');
    String encoding = key.contains("1252") ? "windows-1252" : "UTF-8";
    Path input = Files.write(out("t.csv"), text.getBytes(encoding));
    Path output = out("scored.csv");

    model.predict(input, output, key.replace('\'', '"'));

    assertThat(cells(input, key)).isEqualTo(cells(output, key)).isNotEmpty();
  }

  private static List<Row> cells(Path path, String key) {
    JobSettings settings =
        new JobSettings(lockstep.config.JobFile.of(List.of("data.path=x", key.replace('\'', '"'))));
    Dataset<Row> table = new TableReader(SPARK, settings.format()).read(path.toString());
    String[] names = table.columns();
    return table
        .select("`" + names[0] + "`", "`" + names[1] + "`", "`" + names[2] + "`")
        .collectAsList();
  }

  /** Cells of every type that a table may hold; the model reads two of them. */
  private static Dataset<Row> typed() {
    return SPARK
        .range(7)
        .selectExpr(
            "if(id = 3, null, cast(id as int)) as size",
            "if(id = 4, null, if(id % 2 = 0, 'red', '')) as colour",
            "id * 1000000007000000007 as `long`",
            "cast(id as decimal(38, 18)) / 3 as `an amount`",
            "cast(id as float) / 3 as `a.b`",
            "date_add(date'1899-12-30', cast(id as int)) as day",
            "timestamp_ntz'2020-02-29 23:59:59.123456' as local",
            "timestamp'2020-02-29 23:59:59.123456' as moment",
            "cast(cast(id as string) as binary) as bytes",
            "array(named_struct('x', id, 'y', cast(null as string))) as nested",
            "map('k', id) as named",
            "id = 2 as `größe`",
            "cast(null as double) as nothing",
            "if(id = 5, double('NaN'), double('-Infinity')) as odd");
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc"})
  void typedColumnsComeBackAsTheyWere(String format) throws IOException {
    Path input = out("t." + format);
    typed().write().format(format).save(input.toString());
    for (String other : List.of("parquet", "orc")) {
      Path output = out("scored." + other);

      assertThat(model.predict(input, output)).isEqualTo(7);

      Dataset<Row> scored = SPARK.read().format(other).load(output.toString());
      assertThat(scored.filter("prediction is null or size(probability) <> 2").count()).isZero();
      Dataset<Row> kept = scored.drop("prediction", "probability");
      DataFrames.assertEqual(
          SPARK.read().format(format).load(input.toString()).orderBy("long"), kept.orderBy("long"));
    }
  }

  @Test
  void vectorsComeBackAsVectors() throws IOException {
    Path input = out("t.parquet");
    typed()
        .selectExpr("size", "colour", "long", "array(float(long), 1) as pair")
        .withColumn(
            "vector",
            org.apache.spark.ml.functions.array_to_vector(
                org.apache.spark.sql.functions.col("pair")))
        .write()
        .parquet(input.toString());
    Path output = out("scored.parquet");

    model.predict(input, output);

    DataFrames.assertEqual(
        SPARK.read().parquet(input.toString()).orderBy("long"),
        SPARK.read().parquet(output.toString()).drop("prediction", "probability").orderBy("long"));
  }

  @Test
  void linesOfJsonKeepNullsNestsAndTexts() throws IOException {
    List<String> lines =
        List.of(
            "{\"size\":1,\"colour\":\"red\",\"a.b\":\"01\",\"n\":{\"x\":[1,2],\"y\":\"q\\\"\\n\"}}",
            "{\"size\":null,\"colour\":\"\",\"a.b\":null,\"n\":null}",
            "{\"size\":3,\"colour\":\"blue\",\"a.b\":\" é\",\"n\":{\"x\":[],\"y\":null}}");
    Path input = Files.write(out("t.jsonl"), lines);
    Path output = out("scored.jsonl");

    assertThat(model.predict(input, output)).isEqualTo(3);

    DataFrames.assertEqual(read(input), read(output).drop("prediction", "probability"));
    assertThat(text(output)).contains("\"a.b\":null", "\"prediction\":\"a\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "csv.gz", "parquet", "json", "orc"})
  void badRowsAreKeptWithoutAPredictionIfTheJobSkipsThem(String suffix) throws IOException {
    Path input =
        Files.write(
            out("t.csv"), List.of("size,colour,id", "1,red,a", "many,red,b", "3,blue", "4,blue,d"));
    Path output = out("scored." + suffix);

    assertThat(model.predict(input, output, "data.bad-rows=skip")).isEqualTo(4);

    List<Row> rows =
        read(output)
            .selectExpr("size", "colour", "id", "prediction is null and probability is null")
            .collectAsList();
    assertThat(rows.stream().map(Row::mkString))
        .containsExactlyInAnyOrder("1redafalse", "manyredbtrue", "3bluenulltrue", "4bluedfalse");
  }

  @Test
  void rowsStayInTheOrderOfTheirFileAcrossTasks() throws IOException {
    List<String> lines = new ArrayList<>(List.of("size,colour,row"));
    for (int i = 0; i < 3000; i++) {
      lines.add("%d,red,%d".formatted(i % 20, i));
    }
    Path input = Files.write(out("t.csv"), lines, StandardCharsets.UTF_8);
    Path output = out("scored.parquet");
    String splitSize = "spark.sql.files.maxPartitionBytes";
    String before = SPARK.conf().get(splitSize);
    SPARK.conf().set(splitSize, "4096");
    try {
      assertThat(model.predict(input, output)).isEqualTo(3000);
    } finally {
      SPARK.conf().set(splitSize, before);
    }

    List<Integer> rows = new ArrayList<>();
    try (Stream<Path> files = Files.list(output)) {
      List<Path> parts = files.filter(f -> f.toString().endsWith(".parquet")).sorted().toList();
      assertThat(parts).hasSizeGreaterThan(3);
      for (Path part : parts) {
        SPARK
            .read()
            .parquet(part.toString())
            .select("row")
            .collectAsList()
            .forEach(row -> rows.add(Integer.valueOf(row.getString(0))));
      }
    }
    assertThat(rows).hasSize(3000).isSorted();
  }

  @Test
  void aTableWithoutRowsIsPredictedToo() throws IOException {
    Path input = Files.write(out("t.csv"), List.of("size,colour"));
    Path output = out("scored.parquet");

    assertThat(model.predict(input, output)).isZero();

    assertThat(read(output).columns())
        .containsExactly("size", "colour", "prediction", "probability");
  }
}
