package lockstep.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SparseRowsTest {
  private static final int ROWS = 20_000;

  private static RowGenerator generator(int features, int nonZeros, double rate) {
    return new TableSpec(Kind.SPARSE, ROWS, features, 0, 5, nonZeros, rate).generator();
  }

  @SuppressWarnings("unchecked")
  private static SortedMap<Integer, Double> vector(RowGenerator generator, long row) {
    return (SortedMap<Integer, Double>) generator.row(row).cells()[0];
  }

  @Test
  void everyRowHasExactlyTheNonZerosAskedForWithinTheFeatures() {
    int[][] shapes = {{2_000_000, 40}, {Integer.MAX_VALUE - 1, 3}, {7, 7}, {1, 1}};
    for (int[] shape : shapes) {
      RowGenerator generator = generator(shape[0], shape[1], 0.5);
      for (int row = 0; row < 300; row++) {
        SortedMap<Integer, Double> vector = vector(generator, row);
        assertThat(vector).hasSize(shape[1]);
        assertThat(vector.firstKey()).isNotNegative();
        assertThat(vector.lastKey()).isLessThan(shape[0]);
        assertThat(vector.values()).allMatch(value -> value >= 0.001 && value <= 1);
      }
    }
  }

  /** One draw a row: without neighbours that are taken, chances are those of the formula. */
  @Test
  void aFeatureIsDrawnWithTheChanceStated() {
    int features = 1000;
    RowGenerator generator = generator(features, 1, 0.5);
    long[] counts = new long[features];
    for (int row = 0; row < ROWS; row++) {
      counts[vector(generator, row).firstKey()]++;
    }
    for (int j : new int[] {0, 1, 10}) {
      double chance = Math.log((j + 2.0) / (j + 1)) / Math.log(features + 1);
      double deviation = Math.sqrt(chance * (1 - chance) / ROWS);
      assertThat(counts[j] / (double) ROWS).isCloseTo(chance, within(5 * deviation));
    }
    assertThat(Arrays.stream(counts, 500, 1000).sum() / (double) ROWS)
        .isCloseTo(Math.log(1001.0 / 501) / Math.log(1001), within(0.02));
  }

  @Test
  void labelsHaveTheRateAskedForAndScoresTheirDeviation() {
    for (double rate : new double[] {0.05, 0.5}) {
      RowGenerator generator = generator(100_000, 20, rate);
      double[] scores = new double[ROWS];
      long positives = 0;
      for (int row = 0; row < ROWS; row++) {
        GeneratedRow generated = generator.row(row);
        scores[row] = generated.scores()[0];
        positives += (long) generated.labels()[0];
      }
      double mean = Arrays.stream(scores).average().orElseThrow();
      double variance =
          Arrays.stream(scores).map(z -> (z - mean) * (z - mean)).average().orElseThrow();
      assertThat(positives / (double) ROWS).isCloseTo(rate, within(0.15 * rate));
      assertThat(Math.sqrt(variance)).isCloseTo(GaussianRows.SIGNAL_SD, within(0.1));
    }
  }

  @Test
  void labelsAreDrawnWithTheStatedProbabilities() {
    assertThat(calibration(0)).isLessThan(Calibration.BOUND);
    assertThat(calibration(0.2)).isGreaterThan(Calibration.BOUND);
  }

  private static double calibration(double shift) {
    RowGenerator generator = generator(10_000, 10, 0.3);
    Calibration calibration = new Calibration();
    for (int i = 0; i < ROWS; i++) {
      GeneratedRow row = generator.row(i);
      calibration.add(Link.sigmoid(row.scores()[0] + shift), row.labels()[0]);
    }
    return calibration.worst();
  }

  @Test
  void theLabelDependsOnTheFirstFeaturesAlone() {
    LinearScore score = generator(5000, 30, 0.5).truth().outputs().get(0);
    assertThat(score.terms()).hasSize(SparseRows.INFORMATIVE);
    double intercept = score.intercept();
    Map<Integer, Double> beyond = Map.of(1000, 0.5, 4999, 1.0);
    assertThat(score.score(Map.of("features", beyond)::get)).isEqualTo(intercept);
    double coefficient = score.terms().get(7).coefficient();
    assertThat(score.score(Map.of("features", Map.of(7, 0.5))::get))
        .isCloseTo(intercept + 0.5 * coefficient, within(1e-12));
    assertThat(IntStream.range(0, 5).mapToObj(j -> score.terms().get(j).coefficient()))
        .doesNotHaveDuplicates();
  }
}
