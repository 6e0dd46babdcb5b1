package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run that fails half-way leaves, and what a failing evaluation leaves of its run. */
class FailedRunsIT {
  @TempDir static Path folder;
  private static Path run;

  @BeforeAll
  static void writeTablesAndRunOnce() throws IOException {
    write("numbers.csv", "size,price", i -> i + "," + (3 * i + i % 7));
    write("others.csv", "size,price", i -> i + "," + (5 * i - i % 3));
    write("renamed.csv", "length,price", i -> i + "," + i);
    write("spoilt.csv", "size,price", i -> i + "," + (i == 7 ? "dear" : i));
    run = Path.of(job("run", "numbers.csv", "output.run-id=good").succeeded().last("run"));
  }

  private static void write(String name, String header, java.util.function.IntFunction<String> line)
      throws IOException {
    List<String> lines = new ArrayList<>(List.of(header));
    for (int i = 0; i < 60; i++) {
      lines.add(line.apply(i));
    }
    Files.write(folder.resolve(name), lines);
  }

  private static Ran job(String command, String table, String... more) {
    Stream<String> words =
        Stream.of(
            command,
            "data.path=" + folder.resolve(table),
            "data.label=price",
            "model.task=regression",
            "train.epochs=200",
            "output.dir=" + folder.resolve("runs"));
    return Ran.lockstep(Stream.concat(words, Stream.of(more)).toArray(String[]::new));
  }

  private static JsonNode json(Path file) throws IOException {
    return new JsonMapper().readTree(file.toFile());
  }

  /** Every file below a folder, with its bytes as text. */
  private static Map<String, String> contents(Path of) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(of)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        byte[] bytes = Files.readAllBytes(file);
        contents.put(
            of.relativize(file).toString(),
            new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }

  @ParameterizedTest
  @ValueSource(strings = {"tree-aggregate", "resident", "local"})
  void aTrainingThatDivergesSaysWhereAndMarksItsRun(String engine) throws IOException {
    Ran ran =
        job(
            "run",
            "numbers.csv",
            "output.run-id=" + engine,
            "train.engine=" + engine,
            "train.optimizer=sgd",
            "train.learning-rate=1000.0",
            "train.batch-size=full");

    assertThat(ran.code()).isEqualTo(65);
    assertThat(ran.err())
        .singleElement()
        .asString()
        .matches(
            "lockstep: Cannot take step (\\d+) \\(epoch \\1\\): expected a finite loss and gradient, found"
                + " loss (NaN|Infinity), gradient norm (NaN|Infinity), learning rate 1000.0;"
                + " try a smaller train.learning-rate, .*");
    Path failed = folder.resolve("runs/job/" + engine);
    JsonNode status = json(failed.resolve("status.json"));
    assertThat(status.path("state").asText()).isEqualTo("failed");
    assertThat(status.path("code").asInt()).isEqualTo(65);
    assertThat("lockstep: " + status.path("reason").asText()).isEqualTo(ran.err().get(0));
    assertThat(status.path("ended").asText()).isNotEmpty();
    assertThat(contents(failed)).containsOnlyKeys("history.jsonl", "manifest.json", "status.json");
    for (String line : Files.readAllLines(failed.resolve("history.jsonl"))) {
      assertThat(new JsonMapper().readTree(line).path("train").path("loss").isNumber()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tree-aggregate", "resident", "local"})
  void aTrainingThatDivergesMayTryAgainWithALowerRate(String engine) throws IOException {
    Ran ran =
        job(
                "run",
                "numbers.csv",
                "output.run-id=retry-" + engine,
                "train.engine=" + engine,
                "train.optimizer=sgd",
                "train.learning-rate=500.0",
                "train.batch-size=2",
                "train.epochs=3",
                "train.on-divergence=retry")
            .succeeded();

    Path run = folder.resolve("runs/job/retry-" + engine);
    JsonNode retries = json(run.resolve("manifest.json")).path("retries");
    assertThat(ran.warnings()).hasSize(retries.size());
    assertThat(retries).hasSize(3);
    for (int i = 0; i < 3; i++) {
      JsonNode retry = retries.path(i);
      assertThat(ran.warnings().get(i))
          .isEqualTo(
              "training diverged: %s; it goes back to the beginning of epoch %d and on with the learning rate divided by 10, retry %d of 3"
                  .formatted(retry.path("reason").asText(), retry.path("epoch").asInt(), i + 1));
    }
    List<String> history = Files.readAllLines(run.resolve("history.jsonl"));
    assertThat(history).hasSize(3);
    JsonNode last = new JsonMapper().readTree(history.get(2));
    assertThat(last.path("retries").asInt()).isEqualTo(3);
    assertThat(last.path("learning_rate").asDouble()).isEqualTo(500 * Math.pow(0.1, 3));
  }

  @Test
  void aLossThatDoesNotFitTheLabelsIsRefused() throws IOException {
    write("decimals.csv", "size,price", i -> i + "," + i / 7.0);

    Ran ran =
        Ran.lockstep(
            "train",
            "data.path=" + folder.resolve("decimals.csv"),
            "data.label=price",
            "train.loss=cross-entropy",
            "output.dir=" + folder.resolve("runs"),
            "output.run-id=misfit");

    assertThat(ran.code()).isEqualTo(78);
    assertThat(ran.err())
        .contains(
            "lockstep: Cannot train with train.loss cross-entropy: expected a loss for regression,"
                + " which the labels make the task");
    JsonNode status = json(folder.resolve("runs/job/misfit/status.json"));
    assertThat(status.path("state").asText()).isEqualTo("failed");
  }

  @Test
  void evaluateJudgesARunOnAnotherTableAndChangesItsMetricsAlone() throws IOException {
    Map<String, String> before = contents(run);

    Ran ran = job("evaluate", "others.csv", "model=" + run).succeeded();

    assertThat(ran.last("metrics")).isEqualTo(run + "/metrics.json");
    Map<String, String> after = contents(run);
    assertThat(after.get("metrics.json")).isNotEqualTo(before.get("metrics.json"));
    before.remove("metrics.json");
    assertThat(after).containsAllEntriesOf(before).hasSize(before.size() + 1);
    job("evaluate", "numbers.csv", "model=" + run).succeeded();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "none.csv    | 66 | Cannot find the table @/none.csv",
        "renamed.csv | 65 | Cannot find column \"size\" in @/renamed.csv",
        "spoilt.csv  | 65 | Cannot read row 8 of spoilt.csv: column \"price\": expected a number, found \"dear\"; data.bad-rows: skip leaves such rows out"
      })
  void anEvaluationThatFailsLeavesTheRunAsItWas(String table, int code, String sentence)
      throws IOException {
    Map<String, String> before = contents(run);

    Ran ran = job("evaluate", table, "model=" + run);

    assertThat(ran.code()).isEqualTo(code);
    assertThat(ran.err()).containsExactly("lockstep: " + sentence.replace("@", folder.toString()));
    assertThat(contents(run)).isEqualTo(before);
  }

  @Test
  void aRunThatFailedHasNoModelToEvaluateAndMayBeRunAgain() throws IOException {
    String[] diverging = {
      "output.run-id=again", "train.optimizer=sgd", "train.learning-rate=1e9", "train.epochs=9"
    };
    assertThat(job("train", "numbers.csv", diverging).code()).isEqualTo(65);
    Path again = folder.resolve("runs/job/again");

    Ran evaluated = job("evaluate", "numbers.csv", "model=" + again);

    assertThat(evaluated.err())
        .containsExactly(
            "lockstep: Cannot find a model at %s: expected a run or a model, found no model.json"
                .formatted(again));
    assertThat(evaluated.code()).isEqualTo(66);
    job("train", "numbers.csv", "output.run-id=again", "train.epochs=2").succeeded();
    assertThat(json(again.resolve("status.json")).path("state").asText()).isEqualTo("done");
  }
}
