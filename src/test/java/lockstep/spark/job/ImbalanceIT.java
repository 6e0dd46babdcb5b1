package lockstep.spark.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lockstep.config.JobFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Class weights and the start at the base rate, as the files of a run show them. */
class ImbalanceIT {
  private static final int ROWS = 400;

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

  /** The entropy of a rate. */
  private static double entropy(double rate) {
    return -rate * Math.log(rate) - (1 - rate) * Math.log(1 - rate);
  }

  private static double trainRate(FinishedRun run) {
    JsonNode counts = run.json("manifest.json").at("/label_counts/train");
    double positive = counts.path("1").asDouble();
    return positive / (positive + counts.path("0").asDouble());
  }

  private static double firstLoss(FinishedRun run) {
    return run.history().get(0).at("/train/loss").asDouble();
  }

  @Test
  void theFirstLossIsThatOfTheBaseRate() {
    String[] still = {"model.hidden=[]", "train.learning-rate=1e-12", "train.epochs=1"};
    FinishedRun biased = run("biased", still[0], still[1], still[2], "model.init-output-bias=true");
    FinishedRun zero = run("zero", still);

    assertThat(firstLoss(biased)).isCloseTo(entropy(trainRate(biased)), within(1e-6));
    assertThat(firstLoss(zero)).isCloseTo(Math.log(2), within(1e-6));
  }

  @Test
  void classWeightsEnterTheTrainingLossAndNoMetric() {
    String[] still = {"model.hidden=[]", "train.learning-rate=1e-12", "train.epochs=1"};
    FinishedRun weighted =
        run("weighted", still[0], still[1], still[2], "train.class-weight={0: 1, 1: 10}");

    JsonNode weights = weighted.json("manifest.json").path("class_weights");
    assertThat(weights.path("0").asDouble()).isEqualTo(1);
    assertThat(weights.path("1").asDouble()).isEqualTo(10);
    assertThat(weighted.metrics("train").path("loss").asDouble())
        .isCloseTo(Math.log(2), within(1e-6));
    assertThat(weighted.metrics("train").path("weight").asDouble())
        .isEqualTo(weighted.metrics("train").path("rows").asDouble());
  }

  @Test
  void balancedClassesArePredictedMoreOften() {
    FinishedRun plain = run("plain", "train.epochs=20");
    FinishedRun balanced = run("balanced", "train.epochs=20", "train.class-weight=balanced");

    RunContract.check(balanced, ROWS);
    JsonNode weights = balanced.json("manifest.json").path("class_weights");
    double rate = trainRate(balanced);
    assertThat(weights.path("1").asDouble()).isCloseTo(1 / (2 * rate), within(1e-12));
    assertThat(weights.path("0").asDouble()).isCloseTo(1 / (2 * (1 - rate)), within(1e-12));
    assertThat(predictedPositive(balanced)).isGreaterThan(3 * predictedPositive(plain));
  }

  private static long predictedPositive(FinishedRun run) {
    JsonNode matrix = run.metrics("train").path("confusion_matrix");
    return matrix.at("/0/1").asLong() + matrix.at("/1/1").asLong();
  }
}
