package lockstep.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Equal to what scikit-learn computes; program and script are named in the golden file. */
class ScikitLearnTest {
  private static final double TOLERANCE = 1e-12;
  // Its spread is taken around a rounded mean; ours is exact.
  private static final double TOLERANCE_R2 = 1e-9;

  @ParameterizedTest
  @MethodSource("rankings")
  void areasUnderCurvesAgree(JsonNode golden) {
    ScoreBuffer buffer = new ScoreBuffer();
    for (int i = 0; i < golden.get("scores").size(); i++) {
      buffer.add(
          number(golden, "scores", i), number(golden, "labels", i), number(golden, "weights", i));
    }
    Ranking ranking = Ranking.of(buffer.toRun());
    assertClose(ranking.rocAuc().getAsDouble(), golden.get("roc_auc"));
    assertClose(ranking.prAuc().getAsDouble(), golden.get("pr_auc"));
  }

  @ParameterizedTest
  @MethodSource("classifications")
  void classificationReportsAgree(JsonNode golden) {
    int classes = golden.get("classes").asInt();
    ConfusionMatrix confusion = new ConfusionMatrix(classes);
    for (int i = 0; i < golden.get("actual").size(); i++) {
      confusion.add(
          (int) number(golden, "actual", i),
          (int) number(golden, "predicted", i),
          number(golden, "weights", i));
    }
    assertClose(confusion.accuracy(), golden.get("accuracy"));
    assertClose(confusion.weightedF1(), golden.get("weighted_f1"));
    assertClose(confusion.macroF1(), golden.get("macro_f1"));
    for (int c = 0; c < classes; c++) {
      assertScores(confusion.scores(c), golden.get("per_class").get(c));
      for (int predicted = 0; predicted < classes; predicted++) {
        assertClose(
            confusion.count(c, predicted), golden.get("confusion_matrix").get(c).get(predicted));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("regressions")
  void regressionErrorsAgree(JsonNode golden) {
    RegressionSums sums = new RegressionSums();
    for (int i = 0; i < golden.get("target").size(); i++) {
      double[] target = {number(golden, "target", i)};
      double[] prediction = {number(golden, "prediction", i)};
      sums.add(target, 0, prediction, 0, number(golden, "weights", i));
    }
    assertClose(sums.rmse().getAsDouble(), golden.get("rmse"));
    assertClose(sums.mae().getAsDouble(), golden.get("mae"));
    assertThat(sums.r2().getAsDouble())
        .isCloseTo(golden.get("r2").asDouble(), within(TOLERANCE_R2));
  }

  @ParameterizedTest
  @MethodSource("severalTargets")
  void errorsOfSeveralTargetsAgree(JsonNode golden) {
    RegressionSums sums = new RegressionSums(3);
    for (int i = 0; i < golden.get("target").size(); i++) {
      double[] target = array(golden.get("target").get(i));
      double[] prediction = array(golden.get("prediction").get(i));
      sums.add(target, 0, prediction, 0, number(golden, "weights", i));
    }
    JsonNode found = new ObjectMapper().valueToTree(sums.toMap(List.of("a", "b", "c")));
    assertErrors(found, golden);
    for (int target = 0; target < 3; target++) {
      assertErrors(found.path("per_target").path(target), golden.path("per_target").path(target));
    }
  }

  private static void assertErrors(JsonNode found, JsonNode golden) {
    for (String name : List.of("rmse", "mae", "r2")) {
      assertThat(found.path(name).asDouble(Double.NaN))
          .isCloseTo(golden.path(name).asDouble(), within(TOLERANCE_R2));
    }
  }

  @ParameterizedTest
  @MethodSource("multilabels")
  void multilabelScoresAgree(JsonNode golden) {
    int labels = golden.get("labels").asInt();
    LabelCounts counts = new LabelCounts(labels, golden.get("threshold").asDouble());
    for (int i = 0; i < golden.get("actual").size(); i++) {
      double[] actual = array(golden.get("actual").get(i));
      double[] probability = array(golden.get("probability").get(i));
      counts.add(actual, 0, probability, 0, number(golden, "weights", i));
    }
    assertClose(counts.hammingLoss(), golden.get("hamming_loss"));
    assertClose(counts.microF1(), golden.get("micro_f1"));
    assertClose(counts.macroF1(), golden.get("macro_f1"));
    assertClose(counts.subsetAccuracy(), golden.get("subset_accuracy"));
    for (int j = 0; j < labels; j++) {
      assertScores(counts.scores(j), golden.get("per_label").get(j));
    }
  }

  @Test
  void aValueThatIsWrongInTheTenthDigitIsRejected() {
    JsonNode golden = new ObjectMapper().getNodeFactory().numberNode(0.25);
    assertClose(0.25, golden);
    assertThatThrownBy(() -> assertClose(0.25 + 1e-10, golden)).isInstanceOf(AssertionError.class);
  }

  private static void assertScores(PrecisionRecall scores, JsonNode golden) {
    assertClose(scores.precision(), golden.get("precision"));
    assertClose(scores.recall(), golden.get("recall"));
    assertClose(scores.f1(), golden.get("f1"));
    assertClose(scores.support(), golden.get("support"));
  }

  private static void assertClose(double found, JsonNode expected) {
    assertThat(expected.isNumber()).isTrue();
    assertThat(found).isCloseTo(expected.asDouble(), within(TOLERANCE));
  }

  private static double number(JsonNode golden, String name, int i) {
    return golden.get(name).get(i).asDouble();
  }

  private static double[] array(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  static Stream<Named<JsonNode>> rankings() throws IOException {
    return cases("rankings", 9);
  }

  static Stream<Named<JsonNode>> classifications() throws IOException {
    return cases("classifications", 5);
  }

  static Stream<Named<JsonNode>> regressions() throws IOException {
    return cases("regressions", 6);
  }

  static Stream<Named<JsonNode>> multilabels() throws IOException {
    return cases("multilabels", 3);
  }

  static Stream<Named<JsonNode>> severalTargets() throws IOException {
    return cases("several_targets", 3);
  }

  private static Stream<Named<JsonNode>> cases(String kind, int count) throws IOException {
    try (InputStream in = ScikitLearnTest.class.getResourceAsStream("/golden/metrics.json")) {
      JsonNode cases = new ObjectMapper().readTree(in).get(kind);
      assertThat(cases).hasSize(count);
      return StreamSupport.stream(cases.spliterator(), false)
          .map(golden -> Named.of(golden.get("name").asText(), golden));
    }
  }
}
