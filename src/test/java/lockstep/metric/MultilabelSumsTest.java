package lockstep.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MultilabelSumsTest {
  @Test
  void threeRowsOfTwoLabelsByHand() {
    MultilabelSums sums = MultilabelSums.of(2);
    double[] labels = {1, 0, 1, 1, 0, 0};
    double[] outputs = {0.5, 0.4, 0.9, 0.1, 0.6, 0.2};
    for (int row = 0; row < 3; row++) {
      sums.add(labels, 2 * row, outputs, 2 * row, 1);
    }
    LabelCounts counts = sums.counts();
    // Wrong: label 1 of row 1 (missed) and label 0 of row 2 (false alarm).
    assertThat(counts.hammingLoss()).isEqualTo(2.0 / 6);
    assertThat(counts.subsetAccuracy()).isEqualTo(1.0 / 3);
    assertThat(counts.microF1()).isEqualTo(4.0 / 6);
    assertThat(counts.macroF1()).isEqualTo(0.4);
    assertThat(counts.scores(0)).isEqualTo(new PrecisionRecall(2.0 / 3, 1, 0.8, 2));
    assertThat(counts.scores(1)).isEqualTo(new PrecisionRecall(0, 0, 0, 1));
  }

  @Test
  void theReportNamesEachLabel() {
    MultilabelSums sums = MultilabelSums.of(2, 0.3).withWeights();
    sums.add(new double[] {1, 0}, 0, new double[] {0.3, 0.2}, 0, 0.5);
    assertThat(sums.toMap(List.of("sad", "calm")))
        .containsOnlyKeys(
            "hamming_loss",
            "micro_f1",
            "macro_f1",
            "subset_accuracy",
            "labels",
            "per_label",
            "weighted")
        .containsEntry("subset_accuracy", 1.0)
        .extractingByKey("per_label")
        .asString()
        .startsWith("[{label=sad, precision=1.0, recall=1.0, f1=1.0, support=1}, {label=calm");
  }

  @Test
  void rowsThatCannotBeCountedAreRefused() {
    assertThatThrownBy(
            () -> MultilabelSums.of(2).add(new double[] {1, 2}, 0, new double[] {1, 1}, 0, 1))
        .hasMessage(
            "Cannot count label 1 of a row: expected 0 or 1 and a probability, found 2.0 and 1.0");
    assertThatThrownBy(() -> MultilabelSums.of(2).plus(MultilabelSums.of(3)))
        .hasMessage("Cannot add label counts: expected 2 labels at 0.5, found 3 at 0.5");
    assertThatThrownBy(() -> MultilabelSums.of(2).plus(new RegressionSums()))
        .hasMessageStartingWith("Cannot add multi-label sums: expected those of 2 labels without");
    assertThatThrownBy(() -> MultilabelSums.of(2).toMap(List.of("a")))
        .hasMessage("Cannot report labels: expected 2 names, found [a]");
  }
}
