package lockstep.store;

import static lockstep.store.RunFolderTest.hadoop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import lockstep.model.DamagedModelException;
import lockstep.optim.OptimizerState;
import lockstep.train.StoppingState;
import lockstep.train.TrainingState;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A checkpoint is read as it was written, or passed over by name; never anything between. */
class CheckpointFolderTest {
  private static final Configuration HADOOP = new Configuration();

  @TempDir Path output;
  private Path path;
  private CheckpointFolder folder;
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void begin() {
    RunFolder run = RunFolder.create(hadoop(output.resolve("run")), HADOOP, Instant.EPOCH);
    folder = run.checkpoints();
    path = output.resolve("run/checkpoints");
  }

  private static Checkpoint checkpoint(int epoch) {
    double[] parameters = {epoch, -0.0, Double.MIN_VALUE};
    OptimizerState moments = new OptimizerState(7, new double[] {1, 2, 3}, new double[] {4, 5, 6});
    StoppingState best = new StoppingState(2, 0.1 + 0.2, new double[] {9, 8, 7}, 1);
    return new Checkpoint(
        new TrainingState(-42, epoch, 10L * epoch, parameters, moments, best),
        List.of("{\"epoch\":1}", "{\"é\":null}"),
        JsonNodeFactory.instance.objectNode().put("job", "ü"));
  }

  private Checkpoint newest() {
    return folder.newest(warnings::add).checkpoint();
  }

  private static void assertSame(Checkpoint found, Checkpoint expected) {
    assertThat(found.state()).isEqualTo(expected.state());
    assertThat(found.history()).isEqualTo(expected.history());
    assertThat(found.run()).isEqualTo(expected.run());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aCheckpointIsReadAsItWasWritten() {
    String written = folder.write(checkpoint(3), 2);

    assertThat(written).isEqualTo(path.resolve("000001-epoch-3-step-30").toString());
    assertSame(newest(), checkpoint(3));
    assertThat(folder.newest(warnings::add).path()).isEqualTo(written);
    assertThat(warnings).isEmpty();
  }

  @Test
  void whatIsNotRememberedYetIsReadAsSuch() {
    TrainingState state =
        new TrainingState(1, 0, 0, new double[0], new OptimizerState(0), StoppingState.NONE);
    Checkpoint first = new Checkpoint(state, List.of(), JsonNodeFactory.instance.objectNode());
    folder.write(first, 1);

    assertSame(newest(), first);
  }

  @Test
  void theNewestStay() throws IOException {
    for (int epoch = 1; epoch <= 12; epoch++) {
      folder.write(checkpoint(epoch), 3);
    }
    assertThat(names())
        .containsExactly(
            "000010-epoch-10-step-100", "000011-epoch-11-step-110", "000012-epoch-12-step-120");
    // Fewer epochs, but written later: as after going back.
    folder.write(checkpoint(5), 1);
    assertThat(names()).containsExactly("000013-epoch-5-step-50");
    assertSame(newest(), checkpoint(5));
  }

  @Test
  void oneThatWasNeverFinishedIsNotSeenAndGoesWithTheNext() throws IOException {
    folder.write(checkpoint(1), 2);
    Files.createDirectories(path.resolve(".000002-epoch-2-step-20.tmp"));

    assertSame(newest(), checkpoint(1));
    folder.write(checkpoint(3), 2);
    assertThat(names()).containsExactly("000001-epoch-1-step-10", "000002-epoch-3-step-30");
  }

  @ParameterizedTest
  @CsvSource({"checkpoint.json,1", "arrays.safetensors,128", "history.jsonl,4"})
  void everyDamagedByteIsFound(String name, int bits) throws IOException {
    Path file = Path.of(folder.write(checkpoint(1), 1)).resolve(name);
    byte[] whole = Files.readAllBytes(file);
    for (int position = 0; position < whole.length; position++) {
      byte[] damaged = whole.clone();
      damaged[position] ^= (byte) bits;
      Files.write(file, damaged);
      assertThatThrownBy(this::newest).isInstanceOf(DamagedModelException.class);
    }
    assertThat(warnings)
        .hasSize(whole.length)
        .allMatch(warning -> warning.contains(": Cannot read " + name + ": "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"checkpoint.json", "arrays.safetensors", "history.jsonl"})
  void aDamagedNewestIsNamedAndTheOneBeforeIsUsed(String name) throws IOException {
    folder.write(checkpoint(1), 3);
    folder.write(checkpoint(2), 3);
    Path file = Path.of(folder.write(checkpoint(3), 3)).resolve(name);
    byte[] whole = Files.readAllBytes(file);

    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertSame(newest(), checkpoint(2));
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));
    assertSame(newest(), checkpoint(2));
    Files.delete(file);
    assertSame(newest(), checkpoint(2));

    assertThat(warnings)
        .hasSize(3)
        .allMatch(
            warning ->
                warning.startsWith("the checkpoint %s is passed over: ".formatted(file.getParent()))
                    && warning.contains(name));
  }

  @Test
  void withoutACheckpointOrWithDamagedOnesOnlyThereIsNothingToGoOnFrom() throws IOException {
    assertThatThrownBy(this::newest)
        .isInstanceOf(MissingModelException.class)
        .hasMessage("Cannot find a checkpoint in %s: expected one, found none", path);
    Files.delete(Path.of(folder.write(checkpoint(1), 1)).resolve("arrays.safetensors"));
    assertThatThrownBy(this::newest)
        .isInstanceOf(DamagedModelException.class)
        .hasMessage(
            "Cannot find a checkpoint in %s: expected one that is whole, found damaged ones only",
            path);
  }

  @Test
  void whatCameAfterTheOneThatIsGoneOnFromIsDeleted() throws IOException {
    for (int epoch = 1; epoch <= 3; epoch++) {
      folder.write(checkpoint(epoch), 3);
    }
    Files.delete(path.resolve("000003-epoch-3-step-30/history.jsonl"));

    folder.truncate(folder.newest(warnings::add));

    assertThat(names()).containsExactly("000001-epoch-1-step-10", "000002-epoch-2-step-20");
  }
}
