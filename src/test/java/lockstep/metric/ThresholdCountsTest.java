package lockstep.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import lockstep.linalg.SplitMix64;
import org.junit.jupiter.api.Test;

class ThresholdCountsTest {
  private static final double[] THRESHOLDS = {0.9, 0, 0.5, 0.125, 0.5, 1};

  @Test
  void everyMatrixIsTheOneCountedByTheDefinition() {
    ThresholdCounts counts = new ThresholdCounts(THRESHOLDS);
    for (double threshold : THRESHOLDS) {
      ConfusionMatrix expected = new ConfusionMatrix(2);
      SplitMix64 random = new SplitMix64(7);
      for (int i = 0; i < 200; i++) {
        int actual = random.nextInt(2);
        double probability = random.nextInt(17) / 16.0;
        double weight = Row.weight(random);
        expected.add(actual, probability >= threshold ? 1 : 0, weight);
        if (threshold == THRESHOLDS[0]) {
          counts.add(actual, probability, weight);
        }
      }
      assertThat(counts.confusion(threshold)).isEqualTo(expected);
    }
  }

  @Test
  void aProbabilityAtTheThresholdIsPositive() {
    ThresholdCounts counts = new ThresholdCounts(0.3);
    counts.add(1, 0.3, 1);
    counts.add(1, Math.nextDown(0.3), 1);
    assertThat(counts.confusion(0.3).count(1, 1)).isEqualTo(1);
    assertThat(counts.confusion(0.3).count(1, 0)).isEqualTo(1);
  }

  @Test
  void theTableKeepsTheGivenOrder() {
    assertThat(new ThresholdCounts(THRESHOLDS).toList())
        .extracting(row -> row.get("threshold"))
        .containsExactly(0.9, 0.0, 0.5, 0.125, 0.5, 1.0);
    assertThat(new ThresholdCounts(0.5).toList().get(0))
        .containsOnlyKeys("threshold", "confusion_matrix", "precision", "recall", "f1");
  }

  @Test
  void errorsNameBothSides() {
    assertThatThrownBy(() -> new ThresholdCounts(0.5, Double.NaN))
        .hasMessage("Cannot count at a threshold: expected a number in 0 .. 1, found NaN");
    assertThatThrownBy(() -> new ThresholdCounts(0.5).plus(new ThresholdCounts(0.4)))
        .hasMessage("Cannot add counts at thresholds: expected [0.5], found [0.4]");
    assertThatThrownBy(() -> new ThresholdCounts(0.5).confusion(0.4))
        .hasMessage("Cannot show the matrix at threshold 0.4: expected one of [0.5]");
  }
}
