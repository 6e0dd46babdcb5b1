package lockstep.spark.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import lockstep.SharedData;
import lockstep.linalg.DoubleMatrix;
import lockstep.model.TrainedModel;
import lockstep.nn.ParameterLayout.Slot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Convex problems have one optimum, whoever finds it. The numbers are those of L-BFGS in double
 * precision (SciPy), which come with the tables: mean log-loss plus {@code lambda/2 |w|^2}.
 */
class ReferenceOptimaIT {
  private static final double LOGISTIC_DISTANCE = 2e-4;
  private static final double SOFTMAX_DISTANCE = 1e-3;
  private static final double LBFGS_DISTANCE = 1e-5;

  @TempDir static Path output;

  @Test
  void logisticRegressionReachesTheOptimum() {
    FinishedRun run =
        FinishedRun.of(
            "laub-logistic",
            output,
            List.of(
                "data.train=" + SharedData.file("laub_train.csv.gz"),
                "data.validation=" + SharedData.file("laub_val.csv.gz"),
                "data.test=" + SharedData.file("laub_test.csv.gz")));

    assertThat(objective(run)).isCloseTo(0.157926, within(LOGISTIC_DISTANCE));
    // Near the optimum the objective is flat, and the ranking follows the parameters.
    double[] rocAuc = {0.8538, 0.8366, 0.8162};
    double[] averagePrecision = {0.2217, 0.1542, 0.1853};
    String[] splits = {"train", "validation", "test"};
    for (int i = 0; i < splits.length; i++) {
      JsonNode metrics = run.metrics(splits[i]);
      assertThat(metrics.path("roc_auc").asDouble()).isCloseTo(rocAuc[i], within(1e-3));
      assertThat(metrics.path("pr_auc").asDouble()).isCloseTo(averagePrecision[i], within(2e-3));
    }
  }

  @Test
  void softmaxRegressionReachesTheOptimum() {
    FinishedRun run =
        FinishedRun.of(
            "iris-softmax", output, List.of("data.train=" + SharedData.file("iris.csv.gz")));

    RunContract.check(run, 150);
    assertThat(objective(run)).isCloseTo(0.102399, within(SOFTMAX_DISTANCE));
    assertThat(run.metrics("train").path("accuracy").asDouble()).isEqualTo(147 / 150.0);
  }

  @Test
  void leastSquaresReachesTheOptimum() {
    FinishedRun run =
        FinishedRun.of(
            "california",
            output,
            fullBatch(
                "data.train=" + SharedData.file("california_housing.csv.gz"),
                "train.learning-rate=0.01",
                "train.epochs=1500"));

    assertThat(run.metrics("train").path("rmse").asDouble()).isCloseTo(69513, within(5.0));
    assertThat(run.metrics("train").path("r2").asDouble()).isCloseTo(0.6371, within(1e-4));
  }

  /**
   * The reference has lambda 1e-2 for each label's regression; the loss here is the mean over the
   * labels, and the penalty is of all their parameters: so lambda is divided by their number.
   */
  @ParameterizedTest
  @CsvSource({"emotions, 6, 0.359546, 0.1442", "yeast, 14, 0.416447, 0.1859"})
  void oneLogisticRegressionPerLabelReachesTheOptimum(
      String table, int labels, double objective, double hammingLoss) {
    FinishedRun run =
        FinishedRun.of(
            table,
            output,
            fullBatch(
                "data.train=" + SharedData.file(table + ".csv.gz"),
                "train.l2=" + 1e-2 / labels,
                "train.learning-rate=0.05",
                "train.schedule=cosine",
                "train.epochs=1200"));

    assertThat(objective(run)).isCloseTo(objective, within(1e-5));
    assertThat(run.metrics("train").path("hamming_loss").asDouble())
        .isCloseTo(hammingLoss, within(5e-5));
  }

  private static FinishedRun byLbfgs(String job, String... overrides) {
    List<String> words = new ArrayList<>(fullBatch(overrides));
    words.addAll(
        List.of(
            "train.optimizer=lbfgs",
            "train.schedule={kind: constant, warmup-steps: 0}",
            "train.epochs=1000",
            "output.run-id=lbfgs"));
    return FinishedRun.of(job, output, words);
  }

  @Test
  void lbfgsReachesTheOptimaOfLogisticAndSoftmaxRegression() {
    FinishedRun laub =
        byLbfgs(
            "laub-logistic",
            "data.train=" + SharedData.file("laub_train.csv.gz"),
            "data.validation=" + SharedData.file("laub_val.csv.gz"),
            "data.test=" + SharedData.file("laub_test.csv.gz"));
    assertThat(objective(laub)).isCloseTo(0.157926, within(LBFGS_DISTANCE));
    FinishedRun iris = byLbfgs("iris-softmax", "data.train=" + SharedData.file("iris.csv.gz"));
    RunContract.check(iris, 150);
    assertThat(objective(iris)).isCloseTo(0.102399, within(LBFGS_DISTANCE));
    assertThat(iris.json("manifest.json").path("stop_reason").asText()).isEqualTo("converged");
    List<JsonNode> history = iris.history();
    assertThat(history).allMatch(line -> line.at("/train/passes").asDouble() >= 1);
    assertThat(history.get(history.size() - 1).at("/train/gradient_norm").asDouble())
        .isLessThan(1e-6);
  }

  /** The reference trains on the first 16,000 rows of the file. */
  @Test
  void lbfgsReachesTheOptimumOfLetter() throws IOException {
    Path first = output.resolve("letter-16000.csv");
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(SharedData.file("letter.csv.gz"))),
                StandardCharsets.UTF_8))) {
      Files.write(first, lines.lines().limit(16_001).toList());
    }
    FinishedRun letter =
        byLbfgs(
            "letter",
            "data={path: null, train: %s, validation: null, test: null}".formatted(first),
            "train.l2=0.0001",
            "train.epochs=400");
    assertThat(objective(letter)).isCloseTo(0.868194, within(LBFGS_DISTANCE));
  }

  @Test
  void lbfgsReachesTheOptimumOverSparseRows() {
    FinishedRun a9a =
        byLbfgs(
            "a9a",
            "data.train=" + SharedData.file("a9a.libsvm.gz"),
            "data.test=" + SharedData.file("a9a.t.libsvm.gz"),
            "features.layout=sparse");
    assertThat(objective(a9a)).isCloseTo(0.324423, within(LBFGS_DISTANCE));
    assertThat(a9a.metrics("test").path("accuracy").asDouble()).isCloseTo(0.8498, within(1e-3));
    assertThat(a9a.metrics("test").path("roc_auc").asDouble()).isCloseTo(0.9024, within(1e-4));
  }

  private static List<String> fullBatch(String... overrides) {
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of(overrides),
            java.util.stream.Stream.of(
                "model.hidden=[]",
                "train.batch-size=full",
                "train.precision=float64",
                "train.early-stopping.patience=0"))
        .toList();
  }

  /** The training loss and penalty, from the files of the run. */
  private static double objective(FinishedRun run) {
    TrainedModel model = TrainedModel.load(run.folder());
    double[] parameters = model.parameters();
    double squares = 0;
    for (Slot slot : model.network().layout().slots()) {
      var weights = slot.weights(DoubleMatrix.of(parameters, parameters.length, 1));
      for (int i = 0; i < slot.units(); i++) {
        for (int j = 0; j < slot.inputs(); j++) {
          squares += weights.at(i, j) * weights.at(i, j);
        }
      }
    }
    double lambda = run.json("manifest.json").at("/config/train/l2").asDouble();
    return run.metrics("train").path("loss").asDouble() + lambda / 2 * squares;
  }
}
