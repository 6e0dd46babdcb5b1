package lockstep.spark.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lockstep.SharedData;
import lockstep.config.JobConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The jobs of {@code jobs/}, as they are, on the tables they are for. */
class RealTablesIT {
  @TempDir static Path output;

  static Stream<Arguments> jobs() {
    return Stream.of(
        Arguments.of("iris", 150, tables("path", "iris"), atLeast("accuracy", 0.93)),
        Arguments.of("wdbc", 569, tables("path", "wdbc"), atLeast("accuracy", 0.95)),
        Arguments.of("stroke", 5110, tables("path", "stroke"), atLeast("roc_auc", 0.80)),
        Arguments.of("laub", 5110, LAUB, atLeast("roc_auc", 0.80)),
        Arguments.of("laub-logistic", 5110, LAUB, atLeast("roc_auc", 0.80)),
        Arguments.of("emotions", 593, tables("path", "emotions"), atMost("hamming_loss", 0.22)),
        Arguments.of("yeast", 2417, tables("path", "yeast"), atMost("hamming_loss", 0.21)),
        Arguments.of("iris-notebook", 150, tables("path", "iris"), atMost("loss", 0.15)),
        Arguments.of("laub-notebook", 5110, LAUB, atLeast("roc_auc", 0.79)),
        Arguments.of(
            "california", 20640, tables("path", "california_housing"), atMost("rmse", 62000)),
        Arguments.of("letter", 20000, tables("path", "letter"), atLeast("accuracy", 0.90)),
        Arguments.of(
            "adult",
            32561 + 16281,
            tables("train", "adult_train", "test", "adult_test"),
            Map.of("accuracy", new double[] {0.85, 1}, "roc_auc", new double[] {0.905, 1})),
        Arguments.of(
            "kddcup99", 494021, tables("path", "kddcup99_10pct"), atLeast("accuracy", 0.99)));
  }

  private static final Map<String, String> LAUB =
      tables("train", "laub_train", "validation", "laub_val", "test", "laub_test");

  @ParameterizedTest(name = "{0}")
  @MethodSource("jobs")
  void reachesItsTargetAndLeavesAWholeRun(
      String job, long rows, Map<String, String> tables, Map<String, double[]> targets) {
    JobConfig config = FinishedRun.job(job, output, overrides(tables));

    FinishedRun run = FinishedRun.of(config);

    RunContract.check(run, rows);
    assertThat(run.json("manifest.json").path("seed").asLong()).isEqualTo(config.seed());
    assertThat(run.json("manifest.json").path("bad_rows").asLong()).isZero();
    targets.forEach(
        (metric, range) ->
            assertThat(run.metrics("test").path(metric).asDouble())
                .as(metric)
                .isBetween(range[0], range[1]));
  }

  /** Without class weights; the first loss depends on the start, the others hardly do. */
  @Test
  void theFirstLossesAreThoseThatTheNotebookPrinted() {
    double[] printed = {0.27, 0.175, 0.167, 0.162, 0.160};

    FinishedRun run =
        FinishedRun.of(
            "laub-notebook",
            output,
            overrides(LAUB, "train.class-weight=null", "train.epochs=" + printed.length));

    for (int epoch = 0; epoch < printed.length; epoch++) {
      assertThat(run.history().get(epoch).at("/train/loss").asDouble())
          .isCloseTo(printed[epoch], withinPercentage(10));
    }
  }

  private static List<String> overrides(Map<String, String> tables, String... more) {
    List<String> overrides = new ArrayList<>(List.of(more));
    tables.forEach(
        (key, name) -> overrides.add("data." + key + "=" + SharedData.file(name + ".csv.gz")));
    return overrides;
  }

  private static Map<String, String> tables(String... keysAndNames) {
    Map<String, String> tables = new java.util.TreeMap<>();
    for (int i = 0; i < keysAndNames.length; i += 2) {
      tables.put(keysAndNames[i], keysAndNames[i + 1]);
    }
    return tables;
  }

  private static Map<String, double[]> atLeast(String metric, double bound) {
    return Map.of(metric, new double[] {bound, 1});
  }

  private static Map<String, double[]> atMost(String metric, double bound) {
    return Map.of(metric, new double[] {0, bound});
  }
}
