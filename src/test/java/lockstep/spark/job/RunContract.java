package lockstep.spark.job;

import static lockstep.spark.job.FinishedRun.names;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** What every run that is done leaves, whatever its table: the files, their fields, their sums. */
final class RunContract {
  private static final List<String> SPLITS = List.of("train", "validation", "test");
  private static final List<String> CLASSIFICATION =
      List.of(
          "rows",
          "weight",
          "loss",
          "accuracy",
          "weighted_f1",
          "macro_f1",
          "labels",
          "confusion_matrix",
          "per_class");

  private static final Map<String, List<String>> METRICS =
      Map.of(
          "multiclass",
          CLASSIFICATION,
          "regression",
          List.of("rows", "weight", "loss", "rmse", "mae", "r2"),
          "multilabel",
          List.of(
              "rows",
              "weight",
              "loss",
              "hamming_loss",
              "micro_f1",
              "macro_f1",
              "subset_accuracy",
              "labels",
              "per_label"));

  private final FinishedRun run;
  private final JsonNode manifest;

  private RunContract(FinishedRun run) {
    this.run = run;
    this.manifest = run.json("manifest.json");
  }

  /** Checks a run of a table of so many rows. */
  static void check(FinishedRun run, long tableRows) {
    RunContract contract = new RunContract(run);
    contract.filesAreThoseOfTheContract();
    contract.statusIsDone();
    contract.manifestIsComplete(tableRows);
    contract.historyHasALinePerEpoch();
    for (String split : SPLITS) {
      contract.metricsAreThoseOfTheTask(split);
    }
  }

  private void filesAreThoseOfTheContract() {
    assertThat(run.files())
        .containsExactly(
            "history.jsonl",
            "manifest.json",
            "metrics.json",
            "model/encoder.json",
            "model/model.json",
            "model/weights.safetensors",
            "status.json");
  }

  private void statusIsDone() {
    JsonNode status = run.json("status.json");
    assertThat(names(status)).containsExactly("state", "code", "reason", "started", "ended");
    assertThat(status.path("state").asText()).isEqualTo("done");
    assertThat(status.path("code").asInt(-1)).isZero();
    assertThat(status.path("reason").isNull()).isTrue();
  }

  private void manifestIsComplete(long tableRows) {
    assertThat(names(manifest))
        .contains(
            "config",
            "seed",
            "shards",
            "precision",
            "blas",
            "engine",
            "engine_reason",
            "rows",
            "label_counts",
            "data_fingerprint",
            "bad_rows",
            "spark_version",
            "java_version",
            "lockstep_version",
            "stop_reason",
            "seconds");
    assertThat(names(manifest.path("seconds")))
        .containsExactly("prepare", "train", "save", "evaluate");
    assertThat(sum(manifest.path("rows"))).isEqualTo((double) tableRows);
    if (!List.of("regression", "multilabel").contains(task())) {
      for (String split : SPLITS) {
        assertThat(sum(manifest.path("label_counts").path(split)))
            .isEqualTo(manifest.path("rows").path(split).asDouble());
      }
    }
  }

  private void historyHasALinePerEpoch() {
    List<JsonNode> history = run.history();
    assertThat(history).hasSize(manifest.path("epochs").asInt());
    boolean validated = manifest.path("rows").path("validation").asLong() > 0;
    for (int epoch = 1; epoch <= history.size(); epoch++) {
      JsonNode line = history.get(epoch - 1);
      assertThat(names(line))
          .startsWith("epoch", "step", "seconds", "rows_per_second", "learning_rate", "train")
          .hasSize(validated ? 7 : 6);
      assertThat(line.path("epoch").asInt()).isEqualTo(epoch);
      assertThat(line.path("train").path("loss").isDouble()).isTrue();
      assertThat(line.path("train").path("gradient_norm").isDouble()).isTrue();
      assertThat(line.path("validation").has("loss")).isEqualTo(validated);
    }
    assertThat(history.get(history.size() - 1).path("step").asLong())
        .isEqualTo(manifest.path("steps").asLong());
  }

  private void metricsAreThoseOfTheTask(String split) {
    long rows = manifest.path("rows").path(split).asLong();
    JsonNode metrics = run.metrics(split);
    assertThat(metrics.isMissingNode()).isEqualTo(rows == 0);
    if (rows == 0) {
      return;
    }
    assertThat(metrics.path("rows").asLong()).isEqualTo(rows);
    if (task().equals("binary")) {
      assertThat(names(metrics))
          .startsWith(CLASSIFICATION.toArray(String[]::new))
          .endsWith("roc_auc", "pr_auc", "thresholds");
      metrics
          .path("thresholds")
          .forEach(at -> assertThat(sum(at.path("confusion_matrix"))).isEqualTo((double) rows));
    } else {
      assertThat(names(metrics)).containsExactlyElementsOf(METRICS.get(task()));
    }
    if (metrics.has("confusion_matrix")) {
      confusionMatrixCountsEveryRowOnce(metrics, rows, split);
    }
  }

  /** Rows of the matrix are the actual labels, so their sums are known before any model is. */
  private void confusionMatrixCountsEveryRowOnce(JsonNode metrics, long rows, String split) {
    JsonNode matrix = metrics.path("confusion_matrix");
    assertThat(sum(matrix)).isEqualTo((double) rows);
    JsonNode counts = manifest.path("label_counts").path(split);
    double right = 0;
    for (int i = 0; i < matrix.size(); i++) {
      String label = metrics.path("labels").path(i).asText();
      assertThat(sum(matrix.path(i))).isEqualTo(counts.path(label).asDouble());
      right += matrix.path(i).path(i).asDouble();
    }
    assertThat(metrics.path("accuracy").asDouble()).isEqualTo(right / rows);
  }

  private String task() {
    return manifest.path("task").asText();
  }

  private static double sum(JsonNode numbers) {
    if (numbers.isNumber()) {
      return numbers.asDouble();
    }
    double sum = 0;
    for (JsonNode part : numbers) {
      sum += sum(part);
    }
    return sum;
  }
}
