package lockstep.spark.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lockstep.config.JobFile;
import lockstep.linalg.SplitMix64;
import lockstep.model.TrainedModel;
import lockstep.spark.SharedSpark;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Claims of policies that were exposed for unequal times. */
class PoissonIT {
  private static final int ROWS = 2000;

  @TempDir static Path folder;

  private static FinishedRun run;

  /** Claims a year are e^(-1 + 0.8 age), of which each policy lives a part. */
  @BeforeAll
  static void train() throws IOException {
    SplitMix64 random = new SplitMix64(3);
    List<String> lines = new ArrayList<>(List.of("age,log_exposure,claims"));
    for (int row = 0; row < ROWS; row++) {
      double age = random.nextGaussian();
      double exposure = 0.1 + 2 * random.nextDouble();
      double rate = exposure * Math.exp(-1 + 0.8 * age);
      lines.add(age + "," + Math.log(exposure) + "," + draw(rate, random));
    }
    Path table = Files.write(folder.resolve("claims.csv"), lines);
    run =
        FinishedRun.of(
            JobFile.of(
                List.of(
                    "job=claims",
                    "data.path=" + table,
                    "data.label=claims",
                    "data.offset=log_exposure",
                    "features.scale=none",
                    "train.loss=poisson",
                    "train.batch-size=full",
                    "train.learning-rate=0.05",
                    "train.epochs=150",
                    "train.precision=float64",
                    "output.dir=" + folder.resolve("runs"))));
  }

  /** Knuth's product of uniforms. */
  private static int draw(double rate, SplitMix64 random) {
    double limit = Math.exp(-rate);
    int count = 0;
    for (double p = random.nextDouble(); p > limit; p *= random.nextDouble()) {
      count++;
    }
    return count;
  }

  @Test
  void theRunIsThatOfARegression() {
    RunContract.check(run, ROWS);
    assertThat(run.json("manifest.json").path("loss").asText()).isEqualTo("poisson");
    assertThat(run.json("manifest.json").path("features").asInt()).isEqualTo(1);
  }

  @Test
  void theRateThatTheTableWasDrawnFromIsFound() {
    TrainedModel model = TrainedModel.load(run.folder());

    assertThat(model.inputColumns()).containsExactly("age", "log_exposure");
    assertThat(model.parameters()[0]).isCloseTo(0.8, within(0.1));
    assertThat(model.parameters()[1]).isCloseTo(-1, within(0.15));
  }

  @Test
  void twiceTheExposureIsTwiceTheClaims() {
    TrainedModel model = TrainedModel.load(run.folder());
    double year = (Double) model.score(Map.of("age", 0.5, "log_exposure", 0)).prediction();
    double two = (Double) model.score(Map.of("age", 0.5, "log_exposure", Math.log(2))).prediction();

    assertThat(two).isCloseTo(2 * year, within(1e-12));
    assertThat(year).isCloseTo(Math.exp(-1 + 0.4), within(0.1));
    assertThatThrownBy(() -> model.score(Map.of("age", 0.5))).hasMessageContaining("log_exposure");
  }

  @Test
  void predictionsOfTheJobAreThoseOfTheModel() {
    Path scored = folder.resolve("scored.parquet");
    PredictJob.run(
        SharedSpark.session(),
        JobFile.of(List.of("data.path=x", "data.label=claims")),
        run.folder().toString(),
        folder.resolve("claims.csv").toString(),
        scored.toString(),
        JobObserver.SILENT);
    TrainedModel model = TrainedModel.load(run.folder());
    List<Row> rows = SharedSpark.session().read().parquet(scored.toString()).collectAsList();

    assertThat(rows).hasSize(ROWS);
    for (Row row : rows.subList(0, 50)) {
      Map<String, Object> cells =
          Map.of("age", row.getAs("age"), "log_exposure", row.getAs("log_exposure"));
      assertThat((Double) row.getAs("prediction")).isEqualTo(model.score(cells).prediction());
    }
  }

  @Test
  void aCountBelowZeroIsABadRow() throws IOException {
    Path bad =
        Files.write(
            folder.resolve("bad.csv"),
            Stream.concat(
                    Files.readAllLines(folder.resolve("claims.csv")).stream(),
                    Stream.of("0.5,0,-1"))
                .toList());
    assertThatThrownBy(
            () ->
                FinishedRun.of(
                    JobFile.of(
                        List.of(
                            "data.path=" + bad,
                            "data.label=claims",
                            "data.offset=log_exposure",
                            "train.loss=poisson",
                            "output.dir=" + folder.resolve("runs")))))
        .hasMessageContaining("a count of 0 or more");
  }
}
