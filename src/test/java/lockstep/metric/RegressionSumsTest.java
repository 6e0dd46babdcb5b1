package lockstep.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import lockstep.linalg.SplitMix64;
import org.junit.jupiter.api.Test;

class RegressionSumsTest {
  @Test
  void fourRowsByHand() {
    RegressionSums sums = new RegressionSums();
    add(sums, 1, 2, 1);
    add(sums, 2, 2, 1);
    add(sums, 3, 1, 2);
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
      add(sums, y, mean, 1);
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
      add(wrong, 0.1, 0.1 * i, 0.7);
      add(right, 0.1, 0.1, 0.7);
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
    add(sums, 1, Double.NaN, 1);
    assertThat(sums.rmse().getAsDouble()).isNaN();
    assertThat(sums.r2()).isEmpty();
    assertThat(sums.toMap(List.of()))
        .containsOnlyKeys("rmse", "mae", "r2")
        .containsEntry("r2", null);
  }

  @Test
  void ofSeveralTargetsEachNumberIsTheMeanOfTheirOwn() {
    RegressionSums sums = new RegressionSums(2);
    RegressionSums first = new RegressionSums();
    RegressionSums second = new RegressionSums();
    double[][] rows = {{1, 2, 10, 12, 1}, {2, 2, 20, 10, 2}, {4, 1, 30, 30, 0.5}};
    for (double[] row : rows) {
      sums.add(new double[] {9, row[0], row[2]}, 1, new double[] {row[1], row[3]}, 0, row[4]);
      add(first, row[0], row[1], row[4]);
      add(second, row[2], row[3], row[4]);
    }

    assertThat(sums.rmse())
        .hasValue((first.rmse().getAsDouble() + second.rmse().getAsDouble()) / 2);
    assertThat(sums.mae()).hasValue((first.mae().getAsDouble() + second.mae().getAsDouble()) / 2);
    assertThat(sums.r2()).hasValue((first.r2().getAsDouble() + second.r2().getAsDouble()) / 2);
    assertThat(sums.toMap(List.of("price", "age")).get("per_target"))
        .isEqualTo(List.of(named("price", first), named("age", second)));
  }

  private static Map<String, Object> named(String label, RegressionSums sums) {
    Map<String, Object> map = new HashMap<>(sums.toMap(List.of()));
    map.put("label", label);
    return map;
  }

  @Test
  void oneTargetBeyondTheDoublesLeavesTheMeanUndefined() {
    RegressionSums sums = new RegressionSums(2);
    sums.add(new double[] {1, 1e200}, 0, new double[] {1, 1}, 0, 1);

    assertThat(sums.r2()).isEmpty();
    Object targets = sums.toMap(List.of("a", "b")).get("per_target");
    assertThat(targets).asInstanceOf(LIST).first().asInstanceOf(MAP).containsEntry("r2", 1.0);
    assertThat(targets).asInstanceOf(LIST).last().asInstanceOf(MAP).containsEntry("rmse", null);
  }

  @Test
  void sumsOfAnotherNumberOfTargetsAreRefused() {
    assertThatThrownBy(() -> new RegressionSums(2).plus(new RegressionSums()))
        .hasMessageStartingWith(
            "Cannot add regression sums: expected regression sums of 2 targets, found regression");
    assertThatThrownBy(() -> new RegressionSums(0))
        .hasMessage("Cannot sum errors: expected at least 1 target, found 0");
  }

  @Test
  void sumsOfAnotherTaskAreRefused() {
    assertThatThrownBy(() -> new RegressionSums().plus(MultilabelSums.of(2)))
        .hasMessageStartingWith(
            "Cannot add regression sums: expected regression sums of 1 targets, found multi");
  }

  private static void add(RegressionSums sums, double target, double prediction, double weight) {
    sums.add(new double[] {target}, 0, new double[] {prediction}, 0, weight);
  }

  private static RegressionSums sum(List<double[]> rows) {
    RegressionSums sums = new RegressionSums();
    rows.forEach(row -> add(sums, row[0], row[1], row[2]));
    return sums;
  }
}
