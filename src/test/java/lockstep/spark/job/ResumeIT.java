package lockstep.spark.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import lockstep.config.JobConfig;
import lockstep.config.JobFile;
import lockstep.spark.SharedSpark;
import lockstep.train.EpochRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A run that is interrupted between two checkpoints and resumed equals one that never stopped, to
 * the last bit. Here a listener fails within the process; {@link lockstep.cli.KilledRunsIT} kills
 * it, with every optimizer in training.
 */
class ResumeIT {
  private static final String EARLY_STOPPING =
      "train.early-stopping={monitor: validation-loss, patience: 5}";

  /** What a line search needs instead of this job's batches, schedule and clipping. */
  private static final List<String> FULL_BATCH =
      List.of(
          "model.dropout=0",
          "train.batch-size=full",
          "train.schedule={kind: constant, warmup-steps: 0}",
          "train.clip.norm=null");

  @TempDir static Path folder;
  private static Path table;

  @BeforeAll
  static void writeTable() throws IOException {
    table = PatientsCsv.of(400).write(folder.resolve("patients.csv"));
  }

  private static String words(String id, String... more) {
    return String.join("\n", SmallJob.words(table, folder.resolve("runs"), id, more));
  }

  private static String train(String words, JobObserver observer) {
    List<String> all = List.of(words.split("\n", -1));
    return TrainJob.run(SharedSpark.session(), JobFile.of(all), true, observer);
  }

  private static RunBits bits(String run) throws IOException {
    return RunBits.of(Path.of(run));
  }

  /** Fails at the end of an epoch, when its line stands in the history and nothing else does. */
  private record FailsAfter(int epoch) implements JobObserver {
    @Override
    public void epochEnded(EpochRecord record, double rowsPerSecond) {
      if (record.epoch() == epoch) {
        throw new IllegalStateException("interrupted");
      }
    }
  }

  /** A run that was interrupted after this checkpoint, at the end of epoch 5. */
  private static Path interrupted(String checkpoint, String id, String... more) {
    assertThatThrownBy(() -> train(words(id, more), new FailsAfter(5))).hasMessage("interrupted");
    Path run = folder.resolve("runs/bits").resolve(id);
    assertThat(run.resolve("checkpoints").toFile().list())
        .anyMatch(name -> name.startsWith(checkpoint));
    assertThat(run.resolve("history.jsonl")).content().hasLineCount(5);
    assertThat(run.resolve("model")).doesNotExist();
    return run;
  }

  private static String resume(Path run, UnaryOperator<JobConfig> words) {
    return TrainJob.resume(SharedSpark.session(), run.toString(), words, true, JobObserver.SILENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "tree-aggregate", "resident"})
  void anotherEngineGoesOnInTheSameBits(String engine) throws IOException {
    String[] keys = {"train.epochs=7", "train.engine=local", "train.checkpoint.every-epochs=2"};
    RunBits whole = bits(train(words(engine + "-whole", keys), JobObserver.SILENT));
    Path run = interrupted("000002-epoch-4-step-16", engine, keys);

    String resumed = resume(run, job -> JobFile.over(job, List.of("train.engine=" + engine)));

    assertThat(bits(resumed)).isEqualTo(whole);
    assertThat(new FinishedRun(run).json("manifest.json").path("engine").asText())
        .isEqualTo(engine);
  }

  @Test
  void aWarmRunGoesOnWithoutTheModelItStartedFrom() throws IOException {
    String old = train(words("old", "train.epochs=1", "train.engine=local"), JobObserver.SILENT);
    Path moved = folder.resolve("moved");
    Files.move(Path.of(old), moved);
    String[] keys = {
      "train.epochs=7",
      "train.engine=local",
      "train.checkpoint.every-epochs=2",
      "train.init-from=" + moved
    };
    RunBits whole = bits(train(words("warm-whole", keys), JobObserver.SILENT));
    Path run = interrupted("000002-epoch-4-step-16", "warm", keys);
    Files.move(moved, folder.resolve("gone"));

    assertThat(bits(resume(run, UnaryOperator.identity()))).isEqualTo(whole);
    JsonNode section = new FinishedRun(run).json("manifest.json").path("init_from");
    assertThat(section.path("path").asText()).isEqualTo(moved.toString());
    assertThat(section.at("/features/kept").asInt()).isPositive();
  }

  /** Iterations take several passes here, and every engine takes the same. */
  @ParameterizedTest
  @ValueSource(strings = {"tree-aggregate", "resident"})
  void lbfgsGoesOnWithinASearchAndOnAnotherEngine(String engine) throws IOException {
    List<String> words = new ArrayList<>(FULL_BATCH);
    words.addAll(
        List.of(
            "train.optimizer=lbfgs",
            "train.l1=0.001",
            "train.epochs=6",
            "train.engine=local",
            "train.checkpoint={every-seconds: 1.0e-9, keep: 1}"));
    String[] keys = words.toArray(String[]::new);
    RunBits whole = bits(train(words("lbfgs-" + engine + "-whole", keys), JobObserver.SILENT));
    Path run = interrupted("0000", "lbfgs-" + engine, keys);

    String resumed = resume(run, job -> JobFile.over(job, List.of("train.engine=" + engine)));

    assertThat(bits(resumed)).isEqualTo(whole);
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "tree-aggregate", "resident"})
  void aRunGoesOnWithinAnEpochToo(String engine) throws IOException {
    String[] keys = {
      "train.epochs=6",
      "train.engine=" + engine,
      "train.checkpoint={every-seconds: 1.0e-9, keep: 1}",
      EARLY_STOPPING
    };
    RunBits whole = bits(train(words(engine + "-steps-whole", keys), JobObserver.SILENT));
    Path run = interrupted("000019-epoch-4-step-19", engine + "-steps", keys);

    assertThat(bits(resume(run, UnaryOperator.identity()))).isEqualTo(whole);
  }
}
