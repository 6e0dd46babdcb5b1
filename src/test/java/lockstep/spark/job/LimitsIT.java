package lockstep.spark.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lockstep.config.ConfigException;
import lockstep.config.JobFile;
import lockstep.data.BadDataException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ends training is told by the run's files. */
class LimitsIT {
  private static final int ROWS = 300;

  @TempDir static Path folder;

  private static Path table;

  @BeforeAll
  static void writeTable() throws IOException {
    table = PatientsCsv.of(ROWS).write(folder.resolve("patients.csv"));
  }

  private static FinishedRun run(String id, String... more) {
    List<String> words = SmallJob.words(table, folder.resolve("runs"), id, more);
    return FinishedRun.of(
        JobFile.of(Stream.concat(words.stream(), Stream.of("train.engine=local")).toList()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train.max-steps=4 | steps-done",
        "train.max-seconds=1e-6 | time-is-up",
        "train.tolerance=1e-3 train.learning-rate=1e-9 model.dropout=0 | loss-tolerance",
        "train.tolerance=1e6 | gradient-tolerance",
        "train.early-stopping={patience: 1, baseline: 0.001, min-delta: 9} | no-improvement",
        "train.epochs=2 | epochs-done",
      })
  void theManifestSaysWhy(String words, String reason) {
    FinishedRun run = run(reason, words.split(" (?=train|model)", -1));

    RunContract.check(run, ROWS);
    assertThat(run.json("manifest.json").path("stop_reason").asText()).isEqualTo(reason);
  }

  @Test
  void theLastStepIsCountedInTheManifestAndTheHistory() {
    FinishedRun run = run("seven", "train.max-steps=7", "train.batch-size=60");

    assertThat(run.json("manifest.json").path("steps").asInt()).isEqualTo(7);
    List<JsonNode> history = run.history();
    assertThat(history.get(history.size() - 1).path("step").asInt()).isEqualTo(7);
    assertThat(history.get(0).path("train").path("gradient_norm").asDouble()).isPositive();
  }

  @Test
  void aThresholdThatCannotBeTunedIsAMistake() {
    assertThatThrownBy(
            () ->
                run(
                    "untuned",
                    "evaluate.tune-threshold=f1",
                    "data.split={train: 0.8, validation: 0, test: 0.2}"))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(
            "Cannot tune a threshold by evaluate.tune-threshold f1: expected validation rows of"
                + " both labels, found {");
    assertThatThrownBy(
            () -> run("untuned", "evaluate.tune-threshold=youden", "model.task=multiclass"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Cannot tune a threshold by evaluate.tune-threshold youden: expected a binary task,"
                + " found multiclass");
  }

  @Test
  void aMetricThatCannotBeWatchedIsAMistake() {
    assertThatThrownBy(
            () ->
                run(
                    "unwatched",
                    "train.schedule={kind: reduce-on-plateau, monitor: validation-rmse}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("Cannot reduce the rate on validation-rmse: expected one of");
    assertThatThrownBy(
            () ->
                run(
                    "unvalidated",
                    "train.schedule=reduce-on-plateau",
                    "data.split={train: 0.8, validation: 0, test: 0.2}"))
        .isInstanceOf(BadDataException.class)
        .hasMessage("Cannot reduce the rate on validation-loss: the job has no validation rows");
  }
}
