package lockstep.spark.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lockstep.config.JobFile;
import lockstep.model.TrainedModel;
import lockstep.spark.SharedSpark;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Training that starts from the model of a table which has changed since: no {@code bmi}, one more
 * column, one more kind of work.
 */
class WarmStartIT {
  private static final int ROWS = 400;
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "gender",
          "age",
          "hypertension",
          "heart_disease",
          "ever_married",
          "work_type",
          "Residence_type",
          "avg_glucose_level",
          "bmi",
          "smoking_status",
          "label");

  @TempDir static Path folder;

  private static Path changed;
  private static FinishedRun old;

  @BeforeAll
  static void trainTheOldModel() throws IOException {
    Path table = PatientsCsv.of(ROWS).write(folder.resolve("patients.csv"));
    changed = folder.resolve("changed.csv");
    List<String> lines = Files.readAllLines(table);
    List<String> now = new ArrayList<>(List.of(String.join(",", row(COLUMNS, "height"))));
    for (int i = 1; i < lines.size(); i++) {
      List<String> cells = new ArrayList<>(Arrays.asList(lines.get(i).split(",", -1)));
      if (i % 9 == 0) {
        cells.set(COLUMNS.indexOf("work_type"), "Volunteer");
      }
      now.add(String.join(",", row(cells, String.valueOf(150 + i % 50))));
    }
    Files.write(changed, now);
    old = run(table, "old", "train.epochs=30", "features.scale=none", "features.impute=zero");
  }

  /** The cells of the new table's row. */
  private static List<String> row(List<String> cells, String height) {
    List<String> row = new ArrayList<>(cells);
    row.set(COLUMNS.indexOf("bmi"), height);
    return row;
  }

  private static String[] words(Path table, String id, String... more) {
    List<String> words = SmallJob.words(table, folder.resolve("runs"), id, more);
    return Stream.concat(words.stream(), Stream.of("train.engine=local", "train.precision=float64"))
        .toArray(String[]::new);
  }

  private static FinishedRun run(Path table, String id, String... more) {
    return FinishedRun.of(JobFile.of(List.of(words(table, id, more))));
  }

  private static double firstLoss(FinishedRun run) {
    return run.history().get(0).at("/train/loss").asDouble();
  }

  @Test
  void theFirstEpochIsBetterThanThatOfAColdStart() {
    FinishedRun warm = run(changed, "warm", "train.init-from=" + old.folder());
    FinishedRun cold = run(changed, "cold");

    RunContract.check(warm, ROWS);
    assertThat(firstLoss(warm)).isLessThan(0.8 * firstLoss(cold));
    JsonNode section = warm.json("manifest.json").path("init_from");
    assertThat(section.path("path").asText()).isEqualTo(old.folder().toString());
    assertThat(section.at("/features/added").toString())
        // Who never worked is so rare that the old training rows had none.
        .isEqualTo("[\"work_type=Never_worked\",\"work_type=Volunteer\",\"height\"]");
    assertThat(section.at("/features/dropped").toString()).isEqualTo("[\"bmi\"]");
    assertThat(section.at("/features/added_count").asInt()).isEqualTo(3);
    assertThat(section.at("/features/dropped_count").asInt()).isEqualTo(1);
    assertThat(section.at("/labels/kept").asInt()).isEqualTo(2);
    assertThat(cold.json("manifest.json").has("init_from")).isFalse();
  }

  @Test
  void beforeItsFirstStepItScoresAsTheOldModel() throws IOException {
    FinishedRun still =
        run(
            changed,
            "still",
            "train.init-from=" + old.folder().resolve("model"),
            "train.learning-rate=1.0e-300",
            "train.optimizer=sgd");
    TrainedModel before = TrainedModel.load(old.folder());
    TrainedModel now = TrainedModel.load(still.folder());

    List<String> names = row(COLUMNS, "height");
    for (String line : Files.readAllLines(changed).subList(1, ROWS + 1)) {
      Map<String, Object> cells = new HashMap<>();
      String[] values = line.split(",", -1);
      for (int i = 0; i < values.length; i++) {
        cells.put(names.get(i), values[i]);
      }
      assertThat(now.score(cells).probability()[1])
          .isCloseTo(before.score(cells).probability()[1], within(1e-12));
    }
  }

  @Test
  void whatIsCarriedOverIsSaid() {
    List<String> said = new ArrayList<>();
    TrainJob.run(
        SharedSpark.session(),
        JobFile.of(
            List.of(words(changed, "said", "train.init-from=" + old.folder(), "train.epochs=1"))),
        false,
        new JobObserver() {
          @Override
          public void say(String sentence) {
            said.add(sentence);
          }
        });

    int features =
        new FinishedRun(folder.resolve("runs/bits/said"))
            .json("manifest.json")
            .path("features")
            .asInt();
    assertThat(said)
        .contains(
            "starting from %s: features %d kept, 3 added (work_type=Never_worked, work_type=Volunteer, height), 1 dropped (bmi); labels 2 kept, 0 added, 0 dropped"
                .formatted(old.folder(), features - 3));
  }

  @Test
  void aModelThatDoesNotFitIsAMistakeInTheJob() {
    assertThatThrownBy(
            () -> run(changed, "other", "train.init-from=" + old.folder(), "model.hidden=[8, 4]"))
        .hasMessage(
            "Cannot start from the model at %s (train.init-from): expected the hidden layers [8 leaky-relu of slope 0.01, 4 leaky-relu of slope 0.01], found the hidden layers [8 leaky-relu of slope 0.01]"
                .formatted(old.folder()))
        .extracting(ExitCode::of)
        .isEqualTo(ExitCode.BAD_JOB_FILE);
  }

  @Test
  void aDamagedModelIsRefused() throws IOException {
    Path copy = Files.createDirectories(folder.resolve("damaged"));
    for (String file : List.of("model.json", "encoder.json", "weights.safetensors")) {
      Files.copy(old.folder().resolve("model").resolve(file), copy.resolve(file));
    }
    byte[] weights = Files.readAllBytes(copy.resolve("weights.safetensors"));
    weights[weights.length - 1] ^= 1;
    Files.write(copy.resolve("weights.safetensors"), weights);

    assertThatThrownBy(() -> run(changed, "from-damaged", "train.init-from=" + copy))
        .hasMessageContaining("weights.safetensors")
        .extracting(ExitCode::of)
        .isEqualTo(ExitCode.BAD_DATA);
  }
}
