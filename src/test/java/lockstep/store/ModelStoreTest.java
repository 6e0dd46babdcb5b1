package lockstep.store;

import static lockstep.store.RunFolderTest.hadoop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import lockstep.model.DamagedModelException;
import lockstep.model.TrainedModel;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {
  private static final Path MODEL = Path.of("src/test/resources/models/v1");
  private static final Configuration HADOOP = new Configuration();

  @TempDir Path folder;

  @Test
  void aModelIsTheSameWhicheverWayItIsRead() throws IOException {
    copyModel(folder.resolve("run/model"));
    Map<String, ?> row = Map.of("age", 71, "smokes", "no");
    var expected = TrainedModel.load(MODEL).score(row);

    for (String path : new String[] {"run", "run/model"}) {
      TrainedModel read = ModelStore.load(hadoop(folder.resolve(path)), HADOOP);
      assertThat(read.score(row)).isEqualTo(expected);
      assertThat(ModelStore.exists(hadoop(folder.resolve(path)), HADOOP)).isTrue();
    }
    assertThat(ModelStore.exists(hadoop(folder), HADOOP)).isFalse();
  }

  @Test
  void aMissingModelOrFileIsNamed() throws IOException {
    assertThatThrownBy(() -> ModelStore.load(hadoop(folder.resolve("none")), HADOOP))
        .isInstanceOf(MissingModelException.class)
        .hasMessageStartingWith("Cannot find a model at ")
        .hasMessageEndingWith("none: expected a run or a model, found no model.json");
    copyModel(folder);
    Files.delete(folder.resolve("encoder.json"));
    assertThatThrownBy(() -> ModelStore.load(hadoop(folder), HADOOP))
        .isInstanceOf(MissingModelException.class)
        .hasMessageEndingWith("found no encoder.json");
  }

  @Test
  void aDamagedFileIsRefusedByName() throws IOException {
    copyModel(folder);
    byte[] weights = Files.readAllBytes(folder.resolve("weights.safetensors"));
    weights[weights.length - 1] ^= 1;
    Files.write(folder.resolve("weights.safetensors"), weights);

    assertThatThrownBy(() -> ModelStore.load(hadoop(folder), HADOOP))
        .isInstanceOf(DamagedModelException.class)
        .hasMessageStartingWith("Cannot read weights.safetensors: ");
  }

  @Test
  void theNewestRunIsTheLastStartedOneThatHasAModel() throws IOException {
    Path job = folder.resolve("job");
    assertThat(newest(job)).isEmpty();
    run(job, "b", "2026-01-02T00:00:00Z");
    // Written later, but begun before: as when an older run is evaluated again.
    run(job, "c", "2026-01-01T00:00:00.123Z");
    assertThat(newest(job)).contains("b");
    run(job, "a", "2026-01-02T00:00:00.5Z");
    assertThat(newest(job)).contains("a");
  }

  @Test
  void foldersWithoutAModelAreNoRunsAndThoseWithoutAStatusTheOldest() throws IOException {
    Path job = folder.resolve("job");
    Files.createDirectories(job.resolve("z"));
    Files.writeString(job.resolve("y"), "no run");
    assertThat(newest(job)).isEmpty();
    copyModel(job.resolve("x/model"));
    assertThat(newest(job)).contains("x");
    run(job, "a", "2026-01-01T00:00:00Z");
    assertThat(newest(job)).contains("a");
  }

  @Test
  void ofRunsStartedAtOnceTheLastByNameIsTheNewest() throws IOException {
    for (String name : new String[] {"2", "3", "1"}) {
      run(folder, name, "2026-01-01T00:00:00Z");
    }
    assertThat(newest(folder)).contains("3");
  }

  private static Optional<String> newest(Path job) {
    return ModelStore.newest(hadoop(job), HADOOP).map(org.apache.hadoop.fs.Path::getName);
  }

  private static void run(Path job, String name, String started) throws IOException {
    Path run = job.resolve(name);
    RunFolder.create(hadoop(run), HADOOP, Instant.parse(started)).done();
    copyModel(run.resolve("model"));
  }

  private static void copyModel(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String name : new String[] {"model.json", "encoder.json", "weights.safetensors"}) {
      Files.copy(MODEL.resolve(name), folder.resolve(name));
    }
  }
}
