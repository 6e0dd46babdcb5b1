package lockstep.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTest {
  @Test
  void aBinarySplitIsReportedInTheOrderOfTheContract() throws JsonProcessingException {
    ClassificationSums task = ClassificationSums.binary(0.6, 1);
    ScoreBuffer scores = new ScoreBuffer();
    double[] labels = {0, 0, 1, 1};
    double[] outputs = {0.1, 0.6, 0.1, 0.8};
    for (int row = 0; row < 4; row++) {
      task.add(labels, row, outputs, row, 1);
      scores.add(outputs[row], labels[row], 1);
    }
    Metrics metrics =
        new EvaluationSums(4, 4, 2, task)
            .metrics(List.of("no", "yes"))
            .with(Ranking.of(scores.toRun()));
    // Of 4 pairs 2 are ordered and 1 is tied. Precision at the positives: 1 and 1/2.
    String expected =
        """
        {"rows":4,"weight":4,"loss":0.5,"accuracy":0.5,"weighted_f1":0.5,"macro_f1":0.5,\
        "labels":["no","yes"],"confusion_matrix":[[1,1],[1,1]],\
        "per_class":[{"label":"no","precision":0.5,"recall":0.5,"f1":0.5,"support":2},\
        {"label":"yes","precision":0.5,"recall":0.5,"f1":0.5,"support":2}],\
        "roc_auc":0.625,"pr_auc":0.75,"thresholds":[\
        {"threshold":0.6,"confusion_matrix":[[1,1],[1,1]],"precision":0.5,"recall":0.5,"f1":0.5},\
        {"threshold":1.0,"confusion_matrix":[[2,0],[2,0]],"precision":0.0,"recall":0.0,"f1":0.0}\
        ]}""";
    assertThat(new ObjectMapper().writeValueAsString(metrics.toMap())).isEqualTo(expected);
  }

  @Test
  void aStopRuleReadsNumbersByName() {
    Metrics metrics = Metrics.of(Map.of("loss", 0.5, "rows", 7L, "labels", List.of("a")));
    assertThat(metrics.value("loss")).hasValue(0.5);
    assertThat(metrics.value("rows")).hasValue(7);
    assertThat(metrics.numbers()).isEqualTo(Map.of("rows", 7L, "loss", 0.5));
    assertThatThrownBy(() -> metrics.value("labels"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot read metric labels: expected one of [rows, loss]");
    assertThatThrownBy(() -> metrics.value("auc"))
        .hasMessage("Cannot read metric auc: expected one of [rows, loss]");
  }

  @Test
  void whatIsUndefinedIsNull() {
    EvaluationSums none = new EvaluationSums(0, 0, 0, ClassificationSums.binary());
    Metrics metrics = none.metrics(List.of("a", "b")).with(Ranking.of(ScoreRun.empty()));
    assertThat(metrics.value("loss")).isEmpty();
    assertThat(metrics.value("roc_auc")).isEmpty();
    assertThat(metrics.toMap()).containsEntry("roc_auc", null).containsEntry("pr_auc", null);
    assertThat(metrics.numbers()).containsKeys("loss", "pr_auc");
  }

  @Test
  void divergenceIsANumberToTheStopRuleAndNullInJson() {
    Metrics metrics = new EvaluationSums(1, 1, Double.NaN, new RegressionSums()).metrics(List.of());
    assertThat(metrics.value("loss").getAsDouble()).isNaN();
    assertThat(metrics.toMap()).containsEntry("loss", null);
  }

  @Test
  void countsAreIntegersWhereTheyAreIntegral() {
    assertThat(Metrics.count(3)).isEqualTo(3L);
    assertThat(Metrics.count(0x1p53)).isEqualTo(1L << 53);
    assertThat(Metrics.count(2.5)).isEqualTo(2.5);
    assertThat(Metrics.count(1e300)).isEqualTo(1e300);
  }

  @Test
  void resultsCannotBeModified() {
    Metrics metrics = new EvaluationSums(0, 0, 0, MultilabelSums.of(1)).metrics(List.of("a"));
    assertThatThrownBy(() -> metrics.toMap().put("loss", 1))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(metrics.toMap().keySet())
        .containsExactly(
            "rows",
            "weight",
            "loss",
            "hamming_loss",
            "micro_f1",
            "macro_f1",
            "subset_accuracy",
            "labels",
            "per_label");
  }
}
