package lockstep.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The confusion matrices that the course material works by hand (2 printed digits). */
class ConfusionMatrixTest {
  private static final Offset<Double> PRINTED = within(0.005);
  private static final Offset<Double> EXACT = within(1e-15);

  private static final ConfusionMatrix BINARY =
      ConfusionMatrix.of(new double[][] {{70, 10}, {15, 5}});
  private static final ConfusionMatrix THREE =
      ConfusionMatrix.of(new double[][] {{50, 5, 10}, {7, 60, 8}, {4, 6, 80}});

  @Test
  void binaryCountsGiveThePrintedScores() {
    PrecisionRecall positive = BINARY.scores(1);
    assertThat(BINARY.accuracy()).isEqualTo(0.75);
    assertThat(positive.recall()).isEqualTo(0.25);
    assertThat(positive.precision()).isEqualTo(1.0 / 3).isCloseTo(0.33, PRINTED);
    // The material truncates to 0.28.
    assertThat(positive.f1()).isEqualTo(2.0 / 7).isCloseTo(0.2857, within(0.00005));
    assertThat(positive.support()).isEqualTo(20);
  }

  @Test
  void threeClassesGiveThePrintedScores() {
    double[][] printed = {{0.82, 0.77, 0.79}, {0.85, 0.80, 0.82}, {0.82, 0.89, 0.85}};
    double[] support = {65, 75, 90};
    for (int c = 0; c < 3; c++) {
      PrecisionRecall scores = THREE.scores(c);
      assertThat(scores.precision()).isCloseTo(printed[c][0], PRINTED);
      assertThat(scores.recall()).isCloseTo(printed[c][1], PRINTED);
      assertThat(scores.f1()).isCloseTo(printed[c][2], PRINTED);
      assertThat(scores.support()).isEqualTo(support[c]);
    }
    assertThat(THREE.accuracy()).isEqualTo(190.0 / 230).isCloseTo(0.83, PRINTED);
  }

  @Test
  void f1OfTheFirstClassIsNotTheSlip() {
    // One table in the material prints 0.74.
    assertThat(THREE.scores(0).f1()).isEqualTo(100.0 / 126).isNotCloseTo(0.74, within(0.05));
  }

  @Test
  void weightedF1WeighsByActualRows() {
    double exact = (65 * 100.0 / 126 + 75 * 120.0 / 146 + 90 * 160.0 / 188) / 230;
    // Printed truncated, 0.82.
    assertThat(THREE.weightedF1()).isCloseTo(exact, EXACT).isCloseTo(0.8253, within(0.00005));
    assertThat(THREE.macroF1())
        .isCloseTo((100.0 / 126 + 120.0 / 146 + 160.0 / 188) / 3, EXACT)
        .isNotCloseTo(exact, within(1e-3));
  }

  @Test
  void publishedStrokeMatrixHasItsPublishedAccuracy() {
    ConfusionMatrix stroke = ConfusionMatrix.of(new double[][] {{778, 194}, {15, 35}});
    assertThat(stroke.accuracy()).isCloseTo(0.795, within(0.0006));
    assertThat(stroke.scores(1).recall()).isEqualTo(0.7);
  }

  @Test
  void zeroOverZeroIsZero() {
    ConfusionMatrix never = ConfusionMatrix.of(new double[][] {{3, 0, 0}, {2, 0, 0}, {0, 0, 0}});
    assertThat(never.scores(1)).isEqualTo(new PrecisionRecall(0, 0, 0, 2));
    assertThat(never.scores(2)).isEqualTo(new PrecisionRecall(0, 0, 0, 0));
    // The third class has no row and is given none: it does not count.
    assertThat(never.macroF1()).isCloseTo(0.75 / 2, EXACT);
    assertThat(new ConfusionMatrix(2).accuracy()).isZero();
    assertThat(new ConfusionMatrix(2).weightedF1()).isZero();
  }

  @Test
  void errorsNameBothSides() {
    assertThatThrownBy(() -> new ConfusionMatrix(3).add(1, 3, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot count a row: expected classes 0 .. 2, found actual 1 and predicted 3");
    assertThatThrownBy(() -> THREE.plus(BINARY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot add confusion matrices: expected 3 classes, found 2");
    assertThatThrownBy(() -> new ConfusionMatrix(1))
        .hasMessage("Cannot count a confusion matrix: expected 2 or more classes, found 1");
  }
}
