package lockstep.spark.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import lockstep.config.JobFile;
import lockstep.linalg.SplitMix64;
import lockstep.model.Prediction;
import lockstep.model.TrainedModel;
import lockstep.spark.SharedSpark;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Claims of policies that were exposed for unequal times; and targets with outliers. */
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
                    "data.train=" + table,
                    "data.label=claims",
                    "data.offset=log_exposure",
                    "features.scale=none",
                    "train.loss=poisson",
                    "train.batch-size=full",
                    "train.learning-rate=0.05",
                    "train.schedule=cosine",
                    "train.epochs=400",
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

  /** A row of the table: exposure, claims, and what the model predicts. */
  private record Policy(double age, double logExposure, double claims, double predicted) {
    /** Half the unit deviance: y log(y / mu) - (y - mu). */
    double halfDeviance() {
      double relative = claims == 0 ? 0 : claims * Math.log(claims / predicted);
      return relative - (claims - predicted);
    }

    /** Claims expected by the truth. */
    double rate() {
      return Math.exp(logExposure - 1 + 0.8 * age);
    }
  }

  private static List<Policy> policies() throws IOException {
    TrainedModel model = TrainedModel.load(run.folder());
    List<Policy> policies = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("claims.csv")).subList(1, ROWS + 1)) {
      double[] cells = Stream.of(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
      Prediction predicted = model.score(Map.of("age", cells[0], "log_exposure", cells[1]));
      policies.add(new Policy(cells[0], cells[1], cells[2], (Double) predicted.prediction()));
    }
    return policies;
  }

  private static double sum(List<Policy> policies, ToDoubleFunction<Policy> term) {
    return policies.stream().mapToDouble(term).sum();
  }

  /**
   * Within four standard errors, which are those of the inverse Fisher information at the truth.
   */
  @Test
  void theRateThatTheTableWasDrawnFromIsFound() throws IOException {
    TrainedModel model = TrainedModel.load(run.folder());
    List<Policy> policies = policies();
    double ones = sum(policies, Policy::rate);
    double ages = sum(policies, policy -> policy.rate() * policy.age());
    double squares = sum(policies, policy -> policy.rate() * policy.age() * policy.age());
    double determinant = ones * squares - ages * ages;

    assertThat(model.inputColumns()).containsExactly("age", "log_exposure");
    assertThat(model.parameters()[0]).isCloseTo(0.8, within(4 * Math.sqrt(ones / determinant)));
    assertThat(model.parameters()[1]).isCloseTo(-1, within(4 * Math.sqrt(squares / determinant)));
  }

  /** The likelihood equations of a generalized linear model with the log link and an offset. */
  @Test
  void predictedClaimsAreThoseObserved() throws IOException {
    List<Policy> policies = policies();
    double observed = sum(policies, Policy::claims);

    assertThat(sum(policies, Policy::predicted)).isCloseTo(observed, withinPercentage(0.01));
    assertThat(sum(policies, policy -> policy.predicted() * policy.age()))
        .isCloseTo(
            sum(policies, policy -> policy.claims() * policy.age()), within(1e-4 * observed));
  }

  @Test
  void theLossIsHalfTheMeanDeviance() throws IOException {
    assertThat(run.metrics("train").path("loss").asDouble())
        .isCloseTo(sum(policies(), Policy::halfDeviance) / ROWS, within(1e-10));
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

  /** One target in twenty is a thousand too large: the mean error is 50, the median's is none. */
  @Test
  void huberForgivesOutliersAsSquaredErrorDoesNot() throws IOException {
    SplitMix64 random = new SplitMix64(4);
    List<String> lines = new ArrayList<>(List.of("x,y"));
    for (int row = 0; row < 400; row++) {
      double x = random.nextGaussian();
      double y = 2 + 3 * x + 0.1 * random.nextGaussian() + (row % 20 == 0 ? 1000 : 0);
      lines.add(x + "," + y);
    }
    Path table = Files.write(folder.resolve("outliers.csv"), lines);

    double[] huber = fitted(table, "huber");
    double[] squared = fitted(table, "squared-error");

    assertThat(huber[0]).isCloseTo(3, within(0.1));
    assertThat(huber[1]).isCloseTo(2, within(0.1));
    assertThat(squared[1]).isCloseTo(52, within(10.0));
  }

  /** Slope and intercept. */
  private static double[] fitted(Path table, String loss) {
    FinishedRun fit =
        FinishedRun.of(
            JobFile.of(
                List.of(
                    "job=" + loss,
                    "data.train=" + table,
                    "data.label=y",
                    "model.task=regression",
                    "features={scale: none, scale-target: none}",
                    "train.loss=" + loss,
                    "train.batch-size=full",
                    "train.learning-rate=0.3",
                    "train.schedule={kind: cosine}",
                    "train.epochs=600",
                    "train.engine=local",
                    "train.precision=float64",
                    "output.dir=" + folder.resolve("runs"))));
    return TrainedModel.load(fit.folder()).parameters();
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
