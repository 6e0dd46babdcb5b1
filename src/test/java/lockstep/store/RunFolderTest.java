package lockstep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lockstep.model.ModelFiles;
import lockstep.optim.OptimizerState;
import lockstep.train.StoppingState;
import lockstep.train.TrainingState;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  private static final Configuration HADOOP = new Configuration();
  private static final Instant STARTED = Instant.parse("2026-01-02T03:04:05Z");
  private static final ModelFiles MODEL =
      new ModelFiles(bytes("model"), bytes("encoder"), bytes("weights"));

  @TempDir Path output;
  private Path path;

  @BeforeEach
  void name() {
    path = output.resolve("job").resolve("first");
  }

  @Test
  void aRunSaysThatItIsRunningFromItsFirstMoment() throws IOException {
    try (RunFolder run = create()) {
      assertThat(run.shownPath()).isEqualTo(path.toString());
      assertThat(names()).containsExactly("status.json");
      assertThat(status())
          .hasToString(
              "{\"state\":\"running\",\"code\":null,\"reason\":null,"
                  + "\"started\":\"2026-01-02T03:04:05Z\",\"ended\":null}");
    }
  }

  @Test
  void aRunThatIsDoneSaysSo() throws IOException {
    try (RunFolder run = create()) {
      run.done();
    }
    assertThat(status().path("state").asText()).isEqualTo("done");
    assertThat(status().path("code").asInt(-1)).isZero();
    assertThat(status().path("reason").isNull()).isTrue();
    assertThat(Instant.parse(status().path("ended").asText())).isAfter(STARTED);
  }

  @Test
  void aRunThatFailedSaysWithWhichCodeAndWhy() throws IOException {
    try (RunFolder run = create()) {
      run.failed(65, "Cannot use it: \"ü\"\nreally");
    }
    assertThat(status().path("state").asText()).isEqualTo("failed");
    assertThat(status().path("code").asInt()).isEqualTo(65);
    assertThat(status().path("reason").asText()).isEqualTo("Cannot use it: \"ü\"\nreally");
    assertThat(names()).containsExactly("status.json");
  }

  @Test
  void aRunThatIsDoneIsNotReplaced() throws IOException {
    try (RunFolder run = create()) {
      run.writeModel(MODEL);
      run.done();
    }
    assertThatThrownBy(this::create)
        .isInstanceOf(OutputException.class)
        .hasMessage(
            "Cannot create the run %s: it is there already, and done; choose another output.run-id",
            path);
    assertThat(names()).hasSize(4);
    assertThat(status().path("state").asText()).isEqualTo("done");
  }

  @Test
  void aRunThatFailedOrWasKilledIsReplacedWhole() throws IOException {
    try (RunFolder run = create()) {
      run.writeModel(MODEL);
      run.appendHistory(Map.of("epoch", 1));
      run.failed(70, "broken");
    }
    create().close();
    assertThat(names()).containsExactly("status.json");
    assertThat(status().path("state").asText()).isEqualTo("running");

    create().close();
    assertThat(names()).containsExactly("status.json");
  }

  @Test
  void aRunThatCanGoOnIsNotReplaced() throws IOException {
    try (RunFolder run = create()) {
      TrainingState state =
          new TrainingState(1, 2, 3, new double[0], new OptimizerState(0), StoppingState.NONE);
      run.checkpoints()
          .write(new Checkpoint(state, List.of(), JsonNodeFactory.instance.objectNode()), 1);
      run.failed(74, "disk full");
    }
    assertThatThrownBy(this::create)
        .isInstanceOf(OutputException.class)
        .hasMessage(
            "Cannot create the run %s: it was interrupted and has checkpoints; go on with it by train resume=%s, or delete it, or choose another output.run-id",
            path, path);
    assertThat(path.resolve("checkpoints/000001-epoch-2-step-3")).isDirectory();
    assertThat(status().path("state").asText()).isEqualTo("failed");
  }

  @Test
  void aFolderThatIsNoRunIsNotReplaced() throws IOException {
    Files.createDirectories(path);
    Files.writeString(path.resolve("letter.txt"), "dear");

    assertThatThrownBy(this::create)
        .isInstanceOf(OutputException.class)
        .hasMessage(
            "Cannot create the run %s: expected no folder or that of a run, found something else",
            path);
    assertThat(path.resolve("letter.txt")).hasContent("dear");
  }

  @Test
  void anEmptyFolderIsTaken() throws IOException {
    Files.createDirectories(path);
    create().close();
    assertThat(names()).containsExactly("status.json");
  }

  @Test
  void aFolderThatCannotBeCreatedIsAnOutputError() throws IOException {
    Files.writeString(output.resolve("job"), "a file");

    assertThatThrownBy(this::create)
        .isInstanceOf(OutputException.class)
        .hasMessageContaining(output.resolve("job").toString());
  }

  @Test
  void anUnknownFileSystemIsAnOutputError() {
    assertThatThrownBy(
            () ->
                RunFolder.create(
                    new org.apache.hadoop.fs.Path("nosuch://host/run"), HADOOP, STARTED))
        .isInstanceOf(OutputException.class)
        .hasMessageStartingWith("Cannot use nosuch://host/run: ");
  }

  @Test
  void filesAreReplacedWholeAndLeaveNothingBeside() throws IOException {
    try (RunFolder run = create()) {
      run.writeJson("metrics.json", Map.of("a", 1));
      run.writeJson("metrics.json", Map.of("a", 2));
      run.writeModel(MODEL);
      run.writeModel(new ModelFiles(bytes("m2"), bytes("e2"), bytes("w2")));
      run.write("encoder.json", bytes("e"));

      assertThat(run.readJson("metrics.json").path("a").asInt()).isEqualTo(2);
    }
    assertThat(names())
        .containsExactly(
            "encoder.json",
            "metrics.json",
            "model/encoder.json",
            "model/model.json",
            "model/weights.safetensors",
            "status.json");
    assertThat(path.resolve("model/model.json")).hasContent("m2");
  }

  @Test
  void theHistoryIsALinePerEpochThatCanBeReadAtOnce() throws IOException {
    Path history = path.resolve("history.jsonl");
    try (RunFolder run = create()) {
      run.appendHistory(Map.of("epoch", 1));
      assertThat(Files.readAllLines(history)).containsExactly("{\"epoch\":1}");
      run.appendHistory(Map.of("epoch", 2));
      assertThat(Files.readAllLines(history)).containsExactly("{\"epoch\":1}", "{\"epoch\":2}");
    }
    assertThat(names()).containsExactly("history.jsonl", "status.json");
  }

  @Test
  void aRunIsOpenedOnlyWhereOneIs() {
    assertThatThrownBy(() -> RunFolder.open(hadoop(path), HADOOP))
        .isInstanceOf(MissingModelException.class)
        .hasMessage(
            "Cannot open the run %s: expected status.json in it, found none".formatted(path));
    try (RunFolder run = create()) {
      run.done();
    }
    try (RunFolder run = RunFolder.open(hadoop(path), HADOOP)) {
      assertThat(run.readJson("status.json").path("state").asText()).isEqualTo("done");
    }
  }

  @Test
  void aRunThatWasInterruptedIsOpenedToGoOnAndKeepsWhenItBegan() throws IOException {
    try (RunFolder run = create()) {
      run.appendHistory(Map.of("epoch", 1));
      run.appendHistory(Map.of("epoch", 2));
    }
    String before = status().toString();
    try (RunFolder run = RunFolder.reopen(hadoop(path), HADOOP)) {
      assertThat(run.started()).isEqualTo(STARTED.toString());
      assertThat(status()).hasToString(before);
      run.restart();
      run.restoreHistory(List.of("{\"epoch\":1}"));
      assertThat(run.appendHistory(Map.of("epoch", 3))).isEqualTo("{\"epoch\":3}");
      run.failed(70, "again");
    }
    assertThat(Files.readAllLines(path.resolve("history.jsonl")))
        .containsExactly("{\"epoch\":1}", "{\"epoch\":3}");
    try (RunFolder run = RunFolder.reopen(hadoop(path), HADOOP)) {
      assertThat(status().path("state").asText()).isEqualTo("failed");
      run.restart();
      assertThat(status()).hasToString(before);
      run.done();
    }
    assertThat(status().path("started").asText()).isEqualTo(STARTED.toString());
    assertThatThrownBy(() -> RunFolder.reopen(hadoop(path), HADOOP))
        .isInstanceOf(OutputException.class)
        .hasMessage(
            "Cannot resume the run %s: expected one that was interrupted, found it done", path);
  }

  private RunFolder create() {
    return RunFolder.create(hadoop(path), HADOOP, STARTED);
  }

  static org.apache.hadoop.fs.Path hadoop(Path path) {
    return new org.apache.hadoop.fs.Path(path.toString());
  }

  private JsonNode status() throws IOException {
    return JsonMapper.builder().build().readTree(path.resolve("status.json").toFile());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> path.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
