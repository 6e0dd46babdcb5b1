package lockstep.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import lockstep.encode.BadValueException;
import lockstep.encode.Task;
import lockstep.linalg.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scores against the formulas, on parameters small enough to see through. */
class TrainedModelTest {
  // Features: age, smokes=no, smokes=yes, smokes=<missing>; then the bias.
  private static final double[] LOGISTIC = {0.5, -1, 2, 0.25, -0.75};

  @ParameterizedTest
  @CsvSource({"70,no", "20,yes", "55.5,yes", "-3,no"})
  void aBinaryModelIsTheSigmoidOfTheWeightedFeatures(double age, String smokes) {
    double z = 0.5 * ((age - 40) / 10) + (smokes.equals("yes") ? 2 : -1) - 0.75;
    double expected = 1 / (1 + Math.exp(-z));

    Prediction found =
        Models.linear(Task.BINARY, 0.5, LOGISTIC).score(Map.of("age", age, "smokes", smokes));

    assertThat(found.probability()).hasSize(2);
    assertThat(found.probability()[0]).isCloseTo(1 - expected, within(1e-15));
    assertThat(found.probability()[1]).isCloseTo(expected, within(1e-15));
    assertThat(found.prediction()).isEqualTo(z >= 0 ? "1" : "0");
  }

  @Test
  void thePositiveLabelIsPredictedFromTheThresholdOn() {
    Map<String, ?> row = Map.of("age", 40, "smokes", "yes");
    double probability = probability(Models.linear(Task.BINARY, 0.5, LOGISTIC), row);

    assertThat(Models.linear(Task.BINARY, probability, LOGISTIC).score(row).prediction())
        .isEqualTo("1");
    assertThat(Models.linear(Task.BINARY, Math.nextUp(probability), LOGISTIC).score(row))
        .extracting(Prediction::prediction)
        .isEqualTo("0");
  }

  @Test
  void multiclassProbabilitiesAreTheSoftmaxInTheOrderOfTheLabels() {
    // Logits are the biases for a row of zeros: age at its mean, a category nobody has seen.
    TrainedModel model =
        Models.linear(Task.MULTICLASS, 0.5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 3, 2);
    double sum = Math.exp(1) + Math.exp(3) + Math.exp(2);

    Prediction found = model.score(Map.of("age", 40, "smokes", "pipe"));

    assertThat(model.labels()).containsExactly("a", "b", "ç");
    assertThat(found.prediction()).isEqualTo("b");
    assertThat(found.probability())
        .containsExactly(
            new double[] {Math.exp(1) / sum, Math.exp(3) / sum, Math.exp(2) / sum}, within(1e-15));
  }

  @Test
  void aMultilabelModelNamesTheLabelsThatHold() {
    TrainedModel model = Models.linear(Task.MULTILABEL, 0.5, 1, -1, 0, 0, 0, 0, 0, 0, -0.5, 0);

    assertThat(model.score(Map.of("age", 60)).prediction()).isEqualTo(List.of("happy"));
    assertThat(model.score(Map.of("age", 20)).prediction()).isEqualTo(List.of("sad"));
    assertThat(model.score(Map.of("age", 40)).prediction()).isEqualTo(List.of("sad"));
    assertThat(model.score(Map.of("age", 44)).prediction()).isEqualTo(List.of());
    assertThat(model.score(Map.of("age", 40)).probability())
        .containsExactly(new double[] {1 / (1 + Math.exp(0.5)), 0.5}, within(1e-15));
  }

  @Test
  void aRegressionPredictsInTheTargetsOwnUnit() {
    TrainedModel model = Models.linear(Task.REGRESSION, 0.5, 1, 0, 0, 0, 0.5);

    Prediction found = model.score(Map.of("age", 60, "smokes", "no"));

    assertThat(found.prediction()).isEqualTo((2 + 0.5) * 200 + 1000);
    assertThat(found.probability()).isEmpty();
  }

  @Test
  void anAbsentColumnIsAMissingValueHoweverItIsWritten() {
    TrainedModel model = Models.linear(Task.BINARY, 0.5, LOGISTIC);
    Map<String, Object> nulls = new HashMap<>();
    nulls.put("age", null);
    nulls.put("smokes", null);
    double atTheFill = 1 / (1 + Math.exp(-(0.5 * 1 + 0.25 - 0.75)));

    for (Map<String, ?> row :
        List.of(
            Map.<String, Object>of(),
            nulls,
            Map.of("age", "", "smokes", "N/A"),
            Map.of("age", Double.NaN),
            Map.of("other", "column"))) {
      assertThat(probability(model, row)).isCloseTo(atTheFill, within(1e-15));
    }
  }

  @Test
  void aNumberIsTheSameInAnyTypeAndAsText() {
    TrainedModel model = Models.linear(Task.BINARY, 0.5, LOGISTIC);
    Prediction expected = model.score(Map.of("age", 67.0, "smokes", "no"));

    for (Object age :
        List.of(67, 67L, 67f, (short) 67, new BigDecimal("67.0"), "67", " 67 ", "6.7e1")) {
      assertThat(model.score(Map.of("age", age, "smokes", "no"))).isEqualTo(expected);
    }
  }

  @Test
  void anUnseenCategoryHasNoFeature() {
    double expected = 1 / (1 + Math.exp(-(0.5 * 3 - 0.75)));

    assertThat(
            probability(
                Models.linear(Task.BINARY, 0.5, LOGISTIC), Map.of("age", 70, "smokes", "cigars")))
        .isCloseTo(expected, within(1e-15));
  }

  @Test
  void aCellThatIsNoNumberIsRefusedByColumnAndValue() {
    TrainedModel model = Models.linear(Task.BINARY, 0.5, LOGISTIC);

    assertThatThrownBy(() -> model.score(Map.of("age", "old")))
        .isInstanceOf(BadValueException.class)
        .hasMessage("Cannot read column \"age\": expected a number, found \"old\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 511, 512, 513, 1500})
  void rowsTogetherScoreAsRowsAlone(int rows) {
    TrainedModel model = Models.network(Task.MULTICLASS, Precision.FLOAT32);
    List<Object[]> table = rows(rows);

    List<Prediction> together = model.score(table);

    assertThat(together).hasSize(rows);
    for (int i = 0; i < rows; i++) {
      Prediction alone = model.score(table.subList(i, i + 1)).get(0);
      assertThat(together.get(i).prediction()).isEqualTo(alone.prediction());
      assertThat(together.get(i).probability()).containsExactly(alone.probability(), within(1e-14));
    }
  }

  @Test
  void severalThreadsScoreAsOne() {
    TrainedModel model = Models.network(Task.BINARY, Precision.FLOAT32);
    List<Object[]> table = rows(300);
    List<Prediction> expected = model.score(table);

    List<List<Prediction>> found =
        IntStream.range(0, 16).parallel().mapToObj(i -> model.score(table)).toList();

    assertThat(found).hasSize(16).allMatch(expected::equals);
  }

  @ParameterizedTest
  @EnumSource
  void parametersAreRoundedToThePrecisionOfTheTraining(Precision precision) {
    double[] parameters = Models.network(Task.BINARY, precision).parameters();

    assertThat(java.util.Arrays.stream(parameters).allMatch(p -> p == (float) p))
        .isEqualTo(precision == Precision.FLOAT32);
  }

  @Test
  void parametersOfAnotherNetworkAreRefused() {
    assertThatThrownBy(() -> Models.linear(Task.BINARY, 0.5, 1, 2, 3))
        .hasMessage("Cannot make a model: expected 5 parameters, found 3");
  }

  static List<Object[]> rows(int count) {
    String[] categories = {"no", "yes", "pipe", null};
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(new Object[] {i % 7 == 0 ? null : (i * 37 % 101) / 1.25, categories[i % 4]});
    }
    return rows;
  }

  private static double probability(TrainedModel model, Map<String, ?> row) {
    return model.score(row).probability()[1];
  }
}
