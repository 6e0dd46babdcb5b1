package lockstep.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class ClassificationSumsTest {
  @Test
  void theLargestOutputIsPredictedAndTheFirstOfEqualOnes() {
    double[] outputs = {0.2, 0.4, 0.4, 0.7, 0.2, 0.1, 0.1, 0.1, 0.8, 0.3, 0.3, 0.3};
    ClassificationSums sums = ClassificationSums.multiclass(3);
    for (int row = 0; row < 4; row++) {
      sums.add(2, outputs, 3 * row, 1);
    }
    assertThat(sums.confusion().count(2, 1)).isEqualTo(1);
    assertThat(sums.confusion().count(2, 0)).isEqualTo(2);
    assertThat(sums.confusion().count(2, 2)).isEqualTo(1);
    assertThat(sums.thresholds()).isEmpty();
  }

  @Test
  void oneProbabilityDecidesABinaryRowAtOneHalf() {
    ClassificationSums sums = ClassificationSums.binary(0.5, 0.2);
    double[] probabilities = {0.5, Math.nextDown(0.5), 1, 0};
    for (int row = 0; row < probabilities.length; row++) {
      sums.add(1, probabilities, row, 1);
    }
    assertThat(sums.confusion()).isEqualTo(ConfusionMatrix.of(new double[][] {{0, 0}, {2, 2}}));
    assertThat(sums.thresholds().orElseThrow().confusion(0.5)).isEqualTo(sums.confusion());
    assertThat(sums.thresholds().orElseThrow().confusion(0.2).count(1, 1)).isEqualTo(3);
  }

  @Test
  void aChosenThresholdDecidesInPlaceOfOneHalf() {
    ClassificationSums sums = ClassificationSums.binary(0.5, 0.2).deciding(0.2).withWeights();
    double[] probabilities = {0.5, 0.2, Math.nextDown(0.2), 0};
    for (int row = 0; row < probabilities.length; row++) {
      sums.add(1, probabilities, row, 1);
    }
    assertThat(sums.confusion().count(1, 1)).isEqualTo(2);
    assertThat(sums.weighted().orElseThrow()).isEqualTo(sums.confusion());
    assertThat(sums.thresholds().orElseThrow().confusion(0.2)).isEqualTo(sums.confusion());
    assertThat(sums.thresholds().orElseThrow().confusion(0.5).count(1, 1)).isEqualTo(1);
    assertThat(sums.toMap(List.of("no", "yes"))).containsEntry("threshold", 0.2);
    assertThat(ClassificationSums.binary(0.5).toMap(List.of("no", "yes")))
        .doesNotContainKey("threshold");
    assertThat(sums.empty().plus(sums)).isEqualTo(sums);
    assertThatThrownBy(() -> sums.plus(ClassificationSums.binary(0.5, 0.2).withWeights()))
        .hasMessageContaining("decided at 0.2");
  }

  @Test
  void weightsAreCountedBesideTheRows() {
    ClassificationSums sums = ClassificationSums.multiclass(2).withWeights();
    sums.add(0, new double[] {0.9, 0.1}, 0, 0.25);
    sums.add(1, new double[] {0.9, 0.1}, 0, 3);
    assertThat(sums.confusion().accuracy()).isEqualTo(0.5);
    assertThat(sums.weighted().orElseThrow().accuracy()).isEqualTo(0.25 / 3.25);
    assertThat(sums.toMap(List.of("a", "b")).get("weighted"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsOnlyKeys("accuracy", "weighted_f1", "confusion_matrix")
        .containsEntry("confusion_matrix", List.of(List.of(0.25, 0L), List.of(3L, 0L)));
  }

  @Test
  void emptySumsHaveTheShapeOfTheirOrigin() {
    for (ClassificationSums sums :
        List.of(
            ClassificationSums.binary(0.3),
            ClassificationSums.binary(0.3).withWeights(),
            ClassificationSums.multiclass(4),
            ClassificationSums.multiclass(4).withWeights())) {
      ClassificationSums empty = sums.empty();
      sums.add(1, new double[] {0.1, 0.2, 0.3, 0.4}, 0, 2);
      assertThat(sums.plus(empty)).isEqualTo(sums).isNotEqualTo(empty);
    }
  }

  @Test
  void rowsThatCannotBeCountedAreRefused() {
    double[] nan = {0.1, Double.NaN, 0.2};
    assertThatThrownBy(() -> ClassificationSums.multiclass(3).add(0, nan, 0, 1))
        .hasMessage(
            "Cannot count a row: expected a probability, found NaN (the model has diverged)");
    assertThatThrownBy(() -> ClassificationSums.binary().add(0, nan, 1, 1))
        .hasMessageContaining("found NaN");
    assertThatThrownBy(
            () -> ClassificationSums.binary().add(new double[] {0.5}, 0, new double[] {0}, 0, 1))
        .hasMessage("Cannot count a row: expected a class 0 .. 1, found 0.5");
    assertThatThrownBy(() -> ClassificationSums.multiclass(2).plus(ClassificationSums.binary()))
        .hasMessageStartingWith(
            "Cannot add classification sums: expected multiclass sums of 2 classes without weights,"
                + " found binary sums");
    assertThatThrownBy(() -> ClassificationSums.binary().toMap(List.of("no")))
        .hasMessage("Cannot report a classification: expected 2 labels, found [no]");
  }
}
