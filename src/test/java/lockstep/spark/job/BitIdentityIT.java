package lockstep.spark.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lockstep.config.JobFile;
import lockstep.spark.SharedSpark;
import lockstep.spark.SparkJvm;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One small job gives the same bits wherever it runs: engines, numbers of tasks, threads or
 * processes, retries, orders of the input.
 */
class BitIdentityIT {
  private static final PatientsCsv PATIENTS = PatientsCsv.of(500);

  @TempDir static Path folder;

  private static Path table;
  private static RunBits reference;

  @BeforeAll
  static void trainWithoutSparkJobs() throws IOException {
    table = PATIENTS.write(folder.resolve("patients.csv"));
    reference = train(table, "reference", "train.engine=local");
  }

  private static RunBits train(Path table, String id, String... more) throws IOException {
    List<String> words = SmallJob.words(table, folder.resolve("runs"), id, more);
    String run = TrainJob.run(SharedSpark.session(), JobFile.of(words), true, JobObserver.SILENT);
    return RunBits.of(Path.of(run));
  }

  @Test
  void theReferenceHasLearnt() {
    assertThat(reference.losses()).hasSize(3).doesNotHaveDuplicates();
    assertThat(reference.losses()).allMatch(losses -> losses.matches(".*\"loss\":0.*\"loss\":0.*"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tree-aggregate", "resident"})
  void everyEngineGivesTheSameBits(String engine) throws IOException {
    assertThat(train(table, engine, "train.engine=" + engine)).isEqualTo(reference);
  }

  @Test
  void theOrderOfTheInputDoesNotMatter() throws IOException {
    Path shuffled = PATIENTS.shuffled(3).write(folder.resolve("shuffled.csv"));
    assertThat(train(shuffled, "shuffled")).isEqualTo(reference);
    Path parts = PATIENTS.shuffled(4).writeParts(folder.resolve("parts.csv"), 1, 300, 7, 0);
    assertThat(train(parts, "parts", "train.engine=tree-aggregate")).isEqualTo(reference);
  }

  /** What the comparison is able to see. */
  @ParameterizedTest
  @CsvSource({
    "seed=43",
    "data.shards=4",
    "train.precision=float64",
    "model.dropout=0",
    "train.batch-size=40"
  })
  void anotherJobGivesOtherBits(String key) throws IOException {
    RunBits other = train(table, key.replace('=', '-'), "train.engine=local", key);
    assertThat(other.weights()).isNotEqualTo(reference.weights());
    assertThat(other.losses()).isNotEqualTo(reference.losses());
  }

  @Test
  void neitherTheNumberOfTasksNorFailuresOfTasksMatter() throws IOException {
    Path runs = folder.resolve("masters");
    List<String> arguments = List.of(table.toString(), runs.toString());
    SparkJvm.Finished process =
        SparkJvm.run(
            SparkJvm.java("1g", SparkJvm.testClassPath(), OtherMasters.class.getName(), arguments));

    assertThat(process.exitCode()).as(process.err()).isZero();
    assertThat(RunBits.of(runs.resolve("bits/one"))).isEqualTo(reference);
    assertThat(RunBits.of(runs.resolve("bits/five"))).isEqualTo(reference);
    assertThat(process.out()).containsPattern("tasks failed: [1-9]\\d");
    assertThat(RunBits.weights(runs.resolve("failing.safetensors"))).isEqualTo(reference.weights());
  }

  @Test
  void workersThatAreProcessesGiveTheSameBits() throws IOException {
    Path runs = folder.resolve("processes");
    List<String> words = new ArrayList<>(List.of("run"));
    words.addAll(SmallJob.words(table, runs, "two", "train.engine=tree-aggregate"));
    SparkJvm.Finished process =
        SparkJvm.submit(
            "local-cluster[2,1,1024]",
            List.of("spark.scheduler.minRegisteredResourcesRatio=1.0"),
            "lockstep.cli.Main",
            words.toArray(String[]::new));

    assertThat(process.exitCode()).as(process.err()).isZero();
    assertThat(RunBits.of(runs.resolve("bits/two"))).isEqualTo(reference);
  }
}
