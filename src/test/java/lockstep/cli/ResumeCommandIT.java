package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.spark.SparkJvm;
import lockstep.spark.job.RunBits;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code resume} after the driver's process was killed, and what it says when it cannot. */
class ResumeCommandIT {
  private static final int EPOCHS = 200;
  private static final JsonMapper MAPPER = new JsonMapper();

  @TempDir static Path folder;

  @BeforeAll
  static void writeTable() throws IOException {
    writeTable("t.csv", 200);
  }

  private static void writeTable(String name, int rows) throws IOException {
    Stream<String> lines =
        IntStream.range(0, rows)
            .mapToObj(i -> "%d,%s,%d".formatted(i % 37, i % 3 == 0 ? "x" : "y", i * i % 11 / 6));
    Files.write(folder.resolve(name), Stream.concat(Stream.of("a,b,label"), lines).toList());
  }

  private static List<String> words(String id, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "run",
                "data.path=" + folder.resolve("t.csv"),
                "model.hidden=[4]",
                "train.engine=local",
                "train.epochs=" + EPOCHS,
                "train.checkpoint.every-epochs=7",
                "train.early-stopping={monitor: validation-loss, patience: 1000}",
                "output.dir=" + folder.resolve("runs"),
                "output.run-id=" + id));
    words.addAll(List.of(more));
    return words;
  }

  private static Path run(String id) {
    return folder.resolve("runs/job").resolve(id);
  }

  private static Ran lockstep(List<String> words) {
    return Ran.lockstep(words.toArray(String[]::new));
  }

  private static JsonNode json(Path file) throws IOException {
    return MAPPER.readTree(file.toFile());
  }

  /** Kills (SIGKILL) a process that trains, as soon as it tells of an epoch in the middle. */
  private static void kill(List<String> words) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(words);
    Process process =
        SparkJvm.java("512m", SparkJvm.testClassPath(), "lockstep.cli.Main", arguments)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String middle = "epoch %d/%d ".formatted(EPOCHS / 2, EPOCHS);
      String line = out.readLine();
      while (line != null && !line.startsWith(middle)) {
        line = out.readLine();
      }
      assertThat(line).as("a line of epoch %d", EPOCHS / 2).isNotNull();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** At any moment; between two checkpoints, with every optimizer, it is {@link KilledRunsIT}. */
  @Test
  void aKilledRunGoesOnAsIfItHadNeverStopped() throws IOException, InterruptedException {
    String key = "train.optimizer=momentum";
    Path run = run("killed");
    lockstep(words("whole", key)).succeeded();
    kill(words("killed", key));
    assertThat(json(run.resolve("status.json")).path("state").asText()).isEqualTo("running");
    assertThat(run.resolve("model")).doesNotExist();

    Ran resumed =
        lockstep(List.of("run", "train.engine=tree-aggregate", "resume=" + run)).succeeded();

    assertThat(resumed.last("run")).isEqualTo(run.toString());
    assertThat(resumed.out()).anyMatch(line -> line.startsWith("resuming after epoch "));
    assertThat(RunBits.of(run)).isEqualTo(RunBits.of(run("whole")));
    assertThat(RunBits.of(run).losses()).hasSize(EPOCHS);
    assertThat(json(run.resolve("status.json")).path("state").asText()).isEqualTo("done");
  }

  /** A run of few epochs that was killed: made of a finished one, by its status. */
  private static Path interrupted(String id, String... more) throws IOException {
    List<String> words = words(id, "train.epochs=20");
    words.addAll(List.of(more));
    lockstep(words).succeeded();
    ObjectNode status = (ObjectNode) json(run(id).resolve("status.json"));
    MAPPER.writeValue(run(id).resolve("status.json").toFile(), status.put("state", "running"));
    return run(id);
  }

  private static List<Path> checkpoints(Path run) throws IOException {
    try (Stream<Path> files = Files.list(run.resolve("checkpoints"))) {
      return files.sorted(Comparator.naturalOrder()).toList();
    }
  }

  @Test
  void aDamagedNewestCheckpointIsNamedAndTheOneBeforeIsUsed() throws IOException {
    Path run = interrupted("damaged");
    String weights = Files.readString(run.resolve("metrics.json"));
    List<Path> checkpoints = checkpoints(run);
    assertThat(checkpoints).hasSize(2);
    Files.write(checkpoints.get(1).resolve("arrays.safetensors"), new byte[100]);

    Ran resumed = lockstep(List.of("run", "resume=" + run)).succeeded();

    assertThat(resumed.warnings())
        .hasSize(1)
        .first()
        .asString()
        .startsWith(
            "the checkpoint %s is passed over: Cannot read arrays.safetensors: it is damaged"
                .formatted(checkpoints.get(1)));
    assertThat(resumed.out()).contains("resuming after epoch 7, from " + checkpoints.get(0));
    assertThat(run.resolve("metrics.json")).hasContent(weights);
    assertThat(json(run.resolve("manifest.json")).path("warnings")).hasSize(1);
  }

  private static void refused(Path run, int code, String sentence, String... words) {
    List<String> all = new ArrayList<>(List.of("train", "resume=" + run));
    all.addAll(List.of(words));
    Ran ran = lockstep(all);
    assertThat(ran.err()).containsExactly("lockstep: " + sentence);
    assertThat(ran.code()).isEqualTo(code);
  }

  @Test
  void aRunThatCannotGoOnIsToldInOneSentence() throws IOException {
    Path run = interrupted("refused");
    String status = Files.readString(run.resolve("status.json"));

    refused(
        run,
        78,
        "Cannot resume the run %s: expected the job it was started with, found other values of model.hidden ([4] before, [5] now), train.learning-rate (0.001 before, 0.1 now)"
            .formatted(run),
        "train.learning-rate=0.1",
        "model.hidden=[5]");
    refused(
        run,
        78,
        "Cannot read the override \"train.epoch=5\": unknown key \"train.epoch\"; the nearest is"
            + " \"train.epochs\"",
        "train.epoch=5");
    assertThat(run.resolve("status.json")).hasContent(status);

    writeTable("other.csv", 201);
    Ran other =
        lockstep(List.of("train", "resume=" + run, "data.path=" + folder.resolve("other.csv")));
    assertThat(other.code()).isEqualTo(65);
    assertThat(other.err())
        .singleElement()
        .asString()
        .matches(
            "lockstep: Cannot resume the run %s: expected the data it was started with \\(fingerprint [0-9a-f]{32}\\), found others \\([0-9a-f]{32}\\)"
                .formatted(run));
    assertThat(json(run.resolve("status.json")).path("code").asInt()).isEqualTo(65);

    // Whatever was tried, it can still go on.
    lockstep(List.of("train", "resume=" + run)).succeeded();
    refused(
        run,
        73,
        "Cannot resume the run %s: expected one that was interrupted, found it done"
            .formatted(run));
  }

  @Test
  void withoutARunOrACheckpointThereIsNothingToResume() throws IOException {
    Path none = run("none");
    refused(
        none, 66, "Cannot open the run %s: expected status.json in it, found none".formatted(none));
    Path run = interrupted("without", "train.checkpoint.every-epochs=null", "train.epochs=2");
    refused(
        run,
        66,
        "Cannot find a checkpoint in %s/checkpoints: expected one, found none".formatted(run));
  }

  @Test
  void divergenceNamesTheLastGoodCheckpoint() {
    Ran ran =
        lockstep(
            words(
                "diverges",
                "train.optimizer=sgd",
                "train.precision=float64",
                "model.hidden=[4, 4]",
                "model.activation=relu",
                "train.checkpoint.every-epochs=1",
                "train.loss=squared-error",
                "model.task=regression",
                "train.learning-rate=4"));
    assertThat(ran.code()).as(String.join("\n", ran.err())).isEqualTo(65);
    assertThat(ran.err().get(0))
        .startsWith("lockstep: Cannot take step ")
        .contains("; the last good checkpoint is " + run("diverges") + "/checkpoints/0000");
  }
}
