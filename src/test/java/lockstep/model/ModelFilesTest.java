package lockstep.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lockstep.SerializedCopy;
import lockstep.encode.Task;
import lockstep.linalg.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was written is read back, or refused by the name of the file that is not what it was. */
class ModelFilesTest {
  private static final ModelFiles FILES =
      Models.network(Task.MULTICLASS, Precision.FLOAT32).toFiles();

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void aModelReadBackScoresTheSameBits(Task task) {
    for (Precision precision : Precision.values()) {
      TrainedModel model = Models.network(task, precision);
      List<Prediction> expected = model.score(TrainedModelTest.rows(100));

      TrainedModel read =
          TrainedModel.load(Models.save(model.toFiles(), folder.resolve(precision.name())));

      assertThat(read.score(TrainedModelTest.rows(100))).isEqualTo(expected);
      assertThat(read.parameters()).isEqualTo(model.parameters());
      assertThat(read.labels()).isEqualTo(model.labels());
      assertThat(read.task()).isEqualTo(task);
      assertThat(read.threshold()).isEqualTo(model.threshold());
      assertThat(read.toFiles().byName())
          .allSatisfy(
              (name, bytes) -> assertThat(bytes).isEqualTo(model.toFiles().byName().get(name)));
      assertThat(SerializedCopy.of(model).score(TrainedModelTest.rows(100))).isEqualTo(expected);
    }
  }

  @Test
  void aModelIsFoundInItsFolderAndInThatOfItsRun() {
    Models.save(FILES, folder.resolve("run").resolve("model"));
    List<Prediction> expected = TrainedModel.read(FILES).score(TrainedModelTest.rows(5));

    for (String path : List.of("run", "run/model")) {
      assertThat(TrainedModel.load(folder.resolve(path).toString()).score(TrainedModelTest.rows(5)))
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.json", "encoder.json", "weights.safetensors"})
  void aMissingFileIsNamed(String name) throws IOException {
    Models.save(FILES, folder);
    Files.delete(folder.resolve(name));

    assertThatThrownBy(() -> TrainedModel.load(folder))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("Cannot read the model at " + folder)
        .hasMessageContaining(name);
  }

  @ParameterizedTest
  @CsvSource({"model.json,1", "model.json,255", "encoder.json,4", "weights.safetensors,128"})
  void everyDamagedByteIsRefusedByTheNameOfItsFile(String name, int bits) {
    byte[] whole = FILES.byName().get(name);
    for (int position = 0; position < whole.length; position++) {
      byte[] damaged = whole.clone();
      damaged[position] ^= (byte) bits;
      refused(name, damaged);
    }
  }

  @Test
  void aBlankChangedToAnotherBlankIsDamageToo() {
    byte[] damaged = FILES.model().clone();
    for (int position = 0; position < damaged.length; position++) {
      if (damaged[position] == ' ') {
        damaged[position] = '\t';
        refused(ModelFiles.MODEL, damaged);
        damaged[position] = ' ';
      }
    }
    assertThat(TrainedModel.read(with(ModelFiles.MODEL, damaged)).labels()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.json", "encoder.json", "weights.safetensors"})
  void aFileThatIsShorterLongerOrEmptyIsRefusedByName(String name) {
    byte[] whole = FILES.byName().get(name);
    refused(name, Arrays.copyOf(whole, whole.length - 1));
    refused(name, Arrays.copyOf(whole, whole.length / 2));
    refused(name, Arrays.copyOf(whole, whole.length + 1));
    refused(name, new byte[0]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"encoder.json", "weights.safetensors"})
  void aFileOfAnotherModelIsRefusedByName(String name) {
    refused(name, Models.network(Task.BINARY, Precision.FLOAT32).toFiles().byName().get(name));
  }

  /** Computes the checksum as documented: zeros for its own digits. */
  @Test
  void aModelOfALaterVersionIsRefusedThoughItIsWhole() {
    String zeros = "0".repeat(64);
    String text = ModelFiles.text(FILES.model());
    String later =
        text.replaceFirst("\"version\" : 1,", "\"version\" : 2,")
            .replaceFirst(
                "\"model.json\" : \"[0-9a-f]{64}\"", "\"model.json\" : \"" + zeros + "\"");
    String checksum = ModelFiles.sha256(later.getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(
            () ->
                TrainedModel.read(
                    with(
                        ModelFiles.MODEL,
                        later.replace(zeros, checksum).getBytes(StandardCharsets.UTF_8))))
        .isInstanceOf(DamagedModelException.class)
        .hasMessage("Cannot read model.json: expected version 1, found 2");
  }

  private static void refused(String name, byte[] content) {
    assertThatThrownBy(() -> TrainedModel.read(with(name, content)))
        .isInstanceOf(DamagedModelException.class)
        .hasMessageStartingWith("Cannot read " + name + ": ");
  }

  private static ModelFiles with(String name, byte[] content) {
    Map<String, byte[]> files = new LinkedHashMap<>(FILES.byName());
    files.put(name, content);
    return new ModelFiles(
        files.get(ModelFiles.MODEL), files.get(ModelFiles.ENCODER), files.get(ModelFiles.WEIGHTS));
  }
}
