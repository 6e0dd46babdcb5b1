package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import lockstep.spark.SharedSpark;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each command does, says and leaves. */
class CommandsIT {
  private static final int ROWS = 500;
  private static final List<String> PEOPLE =
      List.of(
          "id,age,kind,same,none,mixed,label",
          "1,30,a,x,,1,no",
          "2,41,b,x,,2,yes",
          "3,52,a,x,NA,3,no",
          "4,63,b,x,,unknown,yes");

  private static final String SKIP =
      "; data.bad-rows: skip leaves the prediction of such rows empty";

  @TempDir static Path folder;
  private static Path job;
  private static Path table;
  private static Path run;
  private static List<String> said;

  @BeforeAll
  static void runOnce() throws IOException {
    table = folder.resolve("patients.csv");
    job = folder.resolve("job.yaml");
    Files.writeString(
        job,
        """
        job: patients
        data:
          path: %s
          generate: { kind: patients, rows: %d }
          ignore: [id]
        train: { epochs: 3, batch-size: 64 }
        output: { dir: %s }
        """
            .formatted(table, ROWS, folder.resolve("runs")));
    Ran ran = Ran.lockstep("run", job.toString()).succeeded();
    said = ran.out();
    run = Path.of(ran.last("run"));
  }

  @Test
  void aRunSaysWhatItDoesInPlainLinesAndItsFolderLast() {
    assertThat(said.get(0)).isEqualTo("generated 500 rows in " + table);
    assertThat(said.get(1)).matches("prepared .*: 500 rows \\(.*\\), \\d+ features");
    assertThat(said).filteredOn(line -> line.startsWith("epoch ")).hasSize(3);
    assertThat(said).noneMatch(line -> line.contains("\r") || line.contains("\u001b"));
    assertThat(said.get(said.size() - 1)).isEqualTo("run: " + run);
  }

  @Test
  void aRunLeavesTheFilesOfTheContract() throws IOException {
    try (Stream<Path> files = Files.walk(run)) {
      assertThat(files.filter(Files::isRegularFile).map(file -> run.relativize(file).toString()))
          .containsExactlyInAnyOrder(
              "manifest.json",
              "history.jsonl",
              "metrics.json",
              "status.json",
              "model/model.json",
              "model/encoder.json",
              "model/weights.safetensors");
    }
    assertThat(json(run.resolve("status.json")).path("state").asText()).isEqualTo("done");
    assertThat(Files.readAllLines(run.resolve("history.jsonl"))).hasSize(3);
    assertThat(json(run.resolve("metrics.json")).properties())
        .extracting(java.util.Map.Entry::getKey)
        .containsExactly("train", "validation", "test");
  }

  @Test
  void trainGivesTheParametersOfRunAndNoMetrics() throws IOException {
    Ran ran = Ran.lockstep("train", job.toString(), "output.run-id=trained").succeeded();

    Path trained = Path.of(ran.last("run"));
    assertThat(trained).isEqualTo(folder.resolve("runs/patients/trained"));
    assertThat(trained.resolve("model/weights.safetensors"))
        .hasSameBinaryContentAs(run.resolve("model/weights.safetensors"));
    assertThat(trained.resolve("metrics.json")).doesNotExist();
  }

  @Test
  void prepareWritesTheColumnsOfSparkMl() {
    Ran ran = Ran.lockstep("prepare", job.toString(), "output.run-id=prepared").succeeded();

    Dataset<Row> prepared = SharedSpark.session().read().parquet(ran.last("prepared"));
    assertThat(prepared.columns()).containsExactly("features", "label", "weight", "split");
    assertThat(prepared.count()).isEqualTo(ROWS);
  }

  @Test
  void evaluateOnTheSameTableGivesTheSameMetrics() throws IOException {
    JsonNode before = json(run.resolve("metrics.json"));

    Ran ran = Ran.lockstep("evaluate", job.toString(), "model=" + run).succeeded();

    assertThat(ran.last("metrics")).isEqualTo(run + "/metrics.json");
    assertThat(json(run.resolve("metrics.json"))).isEqualTo(before);
  }

  @Test
  void evaluateTakesTheNewestRunOfTheJob() {
    String[] words = {"evaluate", job.toString(), "job=alone"};
    Ran.lockstep("train", job.toString(), "job=alone", "output.run-id=first").succeeded();

    assertThat(Ran.lockstep(words).succeeded().last("metrics"))
        .isEqualTo(folder.resolve("runs/alone/first/metrics.json").toString());
  }

  @Test
  void describeOfARunIsDescribeOfItsJob() {
    List<String> ofJob = Ran.lockstep("describe", job.toString()).succeeded().out();

    assertThat(Ran.lockstep("describe", run.toString()).succeeded().out()).isEqualTo(ofJob);
    assertThat(String.join("\n", ofJob)).contains("layer", "output shape", "parameters", "total");
  }

  @ParameterizedTest
  @ValueSource(strings = {"scored.csv", "scored.csv.gz", "scored.parquet", "scored.json", "a.orc"})
  void predictKeepsRowsAndColumns(String name) {
    Path output = folder.resolve(name);

    Ran ran = predict(table, output).succeeded();

    assertThat(ran.last("output")).isEqualTo(output.toString());
    Dataset<Row> input = SharedSpark.session().read().option("header", true).csv(table.toString());
    String format = name.contains(".csv") ? "csv" : name.substring(name.lastIndexOf('.') + 1);
    Dataset<Row> scored =
        SharedSpark.session().read().format(format).option("header", true).load(output.toString());
    List<String> columns = new ArrayList<>(List.of(input.columns()));
    columns.addAll(List.of("prediction", "probability"));
    assertThat(scored.columns()).containsExactlyInAnyOrderElementsOf(columns);
    assertThat(scored.select("id", "age").collectAsList())
        .containsExactlyInAnyOrderElementsOf(input.select("id", "age").collectAsList());
    assertThat(scored.filter("prediction is null or probability is null").count()).isZero();
  }

  @Test
  void predictRefusesWhatItCannotScoreAndLeavesNothing() throws IOException {
    List<String> lines = patients();
    Path output = folder.resolve("never.parquet");
    int age = List.of(lines.get(0).split(",", -1)).indexOf("age");

    Path missing = write("missing.csv", Stream.of(lines.get(0).replace("age", "ago")));
    assertFails(
        predict(missing, output),
        65,
        "Cannot find column \"age\" in %s; the nearest is \"ago\"".formatted(missing));

    String[] cells = lines.get(7).split(",", -1);
    cells[age] = "old";
    Path bad =
        write(
            "bad.csv", Stream.concat(lines.stream().limit(7), Stream.of(String.join(",", cells))));
    assertFails(
        predict(bad, output),
        65,
        "Cannot predict row 7 of bad.csv: column \"age\": expected a number, found \"old\"" + SKIP);

    Path cut = write("cut.csv", Stream.concat(lines.stream().limit(4), Stream.of("1,2")));
    assertFails(
        predict(cut, output),
        65,
        "Cannot predict row 4 of cut.csv: its record does not fit the columns of the table" + SKIP);

    assertFails(
        predict(table, table),
        73,
        "Cannot write the table %s: expected a new path, found one that exists".formatted(table));
    Path underFile = job.resolve("x.parquet");
    assertThat(predict(table, underFile).code()).isEqualTo(73);
    assertThat(output).doesNotExist();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .noneMatch(n -> n.endsWith(".tmp"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.json", "encoder.json", "weights.safetensors"})
  void aDamagedModelIsRefusedByName(String name) throws IOException {
    Path model = Files.createTempDirectory(folder, "damaged");
    try (Stream<Path> files = Files.list(run.resolve("model"))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, model.resolve(file.getFileName()));
      }
    }
    byte[] bytes = Files.readAllBytes(model.resolve(name));
    bytes[bytes.length - 20] ^= 1;
    Files.write(model.resolve(name), bytes);

    Ran ran =
        Ran.lockstep(
            "predict",
            "model=" + model,
            "input=" + table,
            "output=" + folder.resolve("damaged.parquet"));

    assertThat(ran.err()).hasSize(1).first().asString().startsWith("lockstep: Cannot read " + name);
    assertThat(ran.code()).isEqualTo(65);
  }

  @Test
  void whatTrainingCanGoOnWithIsAWarningAndALineInTheManifest() throws IOException {
    List<String> lines = new ArrayList<>(PEOPLE);
    for (int i = 0; i < 8; i++) {
      lines.addAll(PEOPLE.subList(1, PEOPLE.size()));
    }
    Path people = write("people.csv", lines.stream());

    Ran ran =
        Ran.lockstep(
                "train",
                "data.path=" + people,
                "data.ignore=[id]",
                "data.split={train: 1, validation: 0, test: 0}",
                "train.epochs=1",
                "train.batch-size=1000",
                "output.dir=" + folder.resolve("runs"))
            .succeeded();

    assertThat(ran.warnings())
        .containsExactly(
            "Column \"same\" is constant (x): left out",
            "Column \"none\" has no value in any training row: left out",
            "Column \"mixed\" holds numbers in 27 of 36 training rows, and categories because of texts such as \"unknown\": if these mean a missing value, name them in data.csv.null-values",
            "train.batch-size 1,000 is larger than the 36 training rows: each step takes them all");
    JsonNode manifest = json(Path.of(ran.last("run"), "manifest.json"));
    assertThat(manifest.path("warnings"))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(ran.warnings());
  }

  @Test
  void generateReplacesATableOnlyWhenAskedTo() {
    Path path = folder.resolve("binary.parquet");
    String[] words = {"generate", "kind=binary", "rows=100", "features=3", "output=" + path};

    Ran first = Ran.lockstep(words).succeeded();
    assertThat(first.last("truth")).endsWith("binary.parquet.truth.json");
    assertThat(Ran.lockstep(words).code()).isEqualTo(73);
    Collection<String> again = new ArrayList<>(List.of(words));
    again.addAll(List.of("overwrite=true", "seed=2"));
    Ran.lockstep(again.toArray(String[]::new)).succeeded();
    assertThat(SharedSpark.session().read().parquet(path.toString()).count()).isEqualTo(100);
  }

  private static Ran predict(Path input, Path output) {
    return Ran.lockstep("predict", "model=" + run, "input=" + input, "output=" + output);
  }

  private static void assertFails(Ran ran, int code, String sentence) {
    assertThat(ran.err()).containsExactly("lockstep: " + sentence);
    assertThat(ran.code()).isEqualTo(code);
  }

  /** The lines of the generated table, header first. */
  private static List<String> patients() throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(table)) {
      for (Path file :
          files
              .filter(path -> path.getFileName().toString().startsWith("part-"))
              .sorted()
              .toList()) {
        List<String> part = Files.readAllLines(file);
        lines.addAll(lines.isEmpty() ? part : part.subList(1, part.size()));
      }
    }
    return lines;
  }

  private static Path write(String name, Stream<String> lines) throws IOException {
    return Files.write(folder.resolve(name), lines.toList());
  }

  private static JsonNode json(Path file) throws IOException {
    return new JsonMapper().readTree(file.toFile());
  }
}
