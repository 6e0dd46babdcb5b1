package lockstep.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import lockstep.linalg.SplitMix64;
import org.junit.jupiter.api.Test;

class RegressionSumsTest {
  @Test
  void fourRowsByHand() {
    RegressionSums sums = new RegressionSums();
    sums.add(1, 2, 1);
    sums.add(2, 2, 1);
    sums.add(3, 1, 2);
    // Errors 1, 0, -2, -2; mean 9/4; spread 11/4.
    assertThat(sums.rmse()).hasValue(1.5);
    assertThat(sums.mae()).hasValue(1.25);
    assertThat(sums.r2().getAsDouble()).isCloseTo(1 - 9 / 2.75, within(1e-15));
  }

  @Test
  void aLargeMeanDoesNotCancelTheSpread() {
    double[] offsets = {-1, 0.5, 2, -0.5, 1, -2};
    double mean = 1e9;
    double naiveSum = 0;
    double naiveSquares = 0;
    double spread = 0;
    RegressionSums sums = new RegressionSums();
    for (double offset : offsets) {
      double y = mean + offset;
      sums.add(y, mean, 1);
      naiveSum += y;
      naiveSquares += y * y;
      spread += offset * offset;
    }
    double naive = naiveSquares - naiveSum * naiveSum / offsets.length;
    assertThat(naive).isNotCloseTo(spread, within(0.1 * spread));
    // The offsets sum to 0, so predicting the mean explains nothing.
    assertThat(sums.r2()).hasValue(0);
  }

  @Test
  void orderChangesNoBitWhateverTheWeights() {
    SplitMix64 random = new SplitMix64(3);
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      double y = 100 + random.nextGaussian();
      rows.add(new double[] {y, y + random.nextGaussian(), random.nextDouble()});
    }
    RegressionSums sums = sum(rows);
    Collections.shuffle(rows, new Random(4));
    assertThat(sum(rows)).isEqualTo(sums);
    assertThat(sum(rows).r2()).isEqualTo(sums.r2());
  }

  @Test
  void aConstantTargetIsExplainedOrNot() {
    RegressionSums wrong = new RegressionSums();
    RegressionSums right = new RegressionSums();
    for (int i = 0; i < 3; i++) {
      wrong.add(0.1, 0.1 * i, 0.7);
      right.add(0.1, 0.1, 0.7);
    }
    assertThat(wrong.r2()).hasValue(0);
    assertThat(right.r2()).hasValue(1);
    assertThat(new RegressionSums().r2()).isEmpty();
    assertThat(new RegressionSums().rmse()).isEmpty();
    assertThat(new RegressionSums().mae()).isEmpty();
  }

  @Test
  void aDivergedPredictionShows() {
    RegressionSums sums = new RegressionSums();
    sums.add(1, Double.NaN, 1);
    assertThat(sums.rmse().getAsDouble()).isNaN();
    assertThat(sums.r2()).isEmpty();
    assertThat(sums.toMap(List.of()))
        .containsOnlyKeys("rmse", "mae", "r2")
        .containsEntry("r2", null);
  }

  @Test
  void sumsOfAnotherTaskAreRefused() {
    assertThatThrownBy(() -> new RegressionSums().plus(MultilabelSums.of(2)))
        .hasMessageStartingWith(
            "Cannot add regression sums: expected regression sums, found multi");
  }

  private static RegressionSums sum(List<double[]> rows) {
    RegressionSums sums = new RegressionSums();
    rows.forEach(row -> sums.add(row[0], row[1], row[2]));
    return sums;
  }
}
