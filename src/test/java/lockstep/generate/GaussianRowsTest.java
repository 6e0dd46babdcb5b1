package lockstep.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * A score is normal with mean its intercept and standard deviation 2, whatever the seed; from that
 * the rates and losses follow by integration, without looking at what the generator gives.
 */
class GaussianRowsTest {
  private static final int ROWS = 100_000;

  @Test
  void featuresAreStandardNormal() {
    RowGenerator generator = generator(Kind.BINARY, 3);
    double[] sums = new double[3];
    double[] squares = new double[3];
    for (int i = 0; i < ROWS; i++) {
      Object[] cells = generator.row(i).cells();
      for (int j = 0; j < 3; j++) {
        double x = (Double) cells[j];
        sums[j] += x;
        squares[j] += x * x;
      }
    }
    for (int j = 0; j < 3; j++) {
      assertThat(sums[j] / ROWS).isCloseTo(0, within(5 / Math.sqrt(ROWS)));
      assertThat(squares[j] / ROWS).isCloseTo(1, within(5 * Math.sqrt(2.0 / ROWS)));
    }
  }

  @Test
  void coefficientsHaveLengthTwoForEverySeedAndKind() {
    for (Kind kind : List.of(Kind.BINARY, Kind.MULTICLASS, Kind.MULTILABEL, Kind.REGRESSION)) {
      for (long seed = 0; seed < 5; seed++) {
        LinearTruth truth = new TableSpec(kind, 1, 7, 4, seed).generator().truth();
        for (LinearScore output : truth.outputs()) {
          double squares =
              output.terms().stream().mapToDouble(t -> t.coefficient() * t.coefficient()).sum();
          assertThat(squares).isCloseTo(4, within(1e-12));
        }
      }
    }
    assertThat(generator(Kind.BINARY, 1).truth()).isNotEqualTo(generator(Kind.BINARY, 2).truth());
  }

  @Test
  void outputsAndColumnsAreNamed() {
    assertThat(names(Kind.BINARY)).containsExactly("x0", "x1", "x2", "label");
    assertThat(names(Kind.MULTICLASS)).containsExactly("x0", "x1", "x2", "label");
    assertThat(names(Kind.MULTILABEL))
        .containsExactly("x0", "x1", "x2", "label_0", "label_1", "label_2", "label_3");
    assertThat(names(Kind.REGRESSION)).containsExactly("x0", "x1", "x2", "label");
    assertThat(generator(Kind.MULTICLASS, 1).truth().outputs().stream().map(LinearScore::output))
        .containsExactly("c0", "c1", "c2", "c3");
  }

  @Test
  void labelRateAndLossOfBinaryTablesAreThoseOfALogisticNormal() {
    double rate = normalMean(-1, Link::sigmoid);
    double entropy = normalMean(-1, z -> entropy(Link.sigmoid(z)));
    double squares = normalMean(-1, z -> Link.sigmoid(z) * z * z + Math.pow(Math.max(z, 0) + 1, 2));
    for (long seed = 1; seed <= 3; seed++) {
      RowGenerator generator = generator(Kind.BINARY, seed);
      double positives = 0;
      double loss = 0;
      for (int i = 0; i < ROWS; i++) {
        GeneratedRow row = generator.row(i);
        positives += row.labels()[0];
        loss += Link.LOGISTIC.loss(row.scores(), row.labels());
      }
      double rateSd = Math.sqrt(rate * (1 - rate) / ROWS);
      assertThat(positives / ROWS).isCloseTo(rate, within(5 * rateSd));
      // The variance of one loss is below the mean of a bound on its square.
      assertThat(loss / ROWS).isCloseTo(entropy, within(5 * Math.sqrt(squares / ROWS)));
    }
  }

  @Test
  void labelsAreDrawnWithTheStatedProbabilities() {
    for (Kind kind : List.of(Kind.BINARY, Kind.MULTILABEL, Kind.MULTICLASS)) {
      assertThat(calibration(kind, 0)).as(kind.word()).isLessThan(Calibration.BOUND);
    }
  }

  @Test
  void theCheckOfProbabilitiesRejectsAWrongTruth() {
    assertThat(calibration(Kind.BINARY, 0.2)).isGreaterThan(Calibration.BOUND);
    assertThat(calibration(Kind.MULTICLASS, 0.2)).isGreaterThan(Calibration.BOUND);
  }

  @Test
  void targetsScatterAroundTheirMeanByTheStatedNoise() {
    RowGenerator generator = generator(Kind.REGRESSION, 1);
    double noise = generator.truth().noiseSd();
    assertThat(noise).isEqualTo(0.5);
    double residuals = 0;
    double squares = 0;
    double spread = 0;
    for (int i = 0; i < ROWS; i++) {
      GeneratedRow row = generator.row(i);
      residuals += row.labels()[0] - row.scores()[0];
      squares += Link.IDENTITY.loss(row.scores(), row.labels());
      spread += Math.pow(row.labels()[0] - 10, 2);
    }
    assertThat(residuals / ROWS).isCloseTo(0, within(5 * noise / Math.sqrt(ROWS)));
    assertThat(squares / ROWS).isCloseTo(0.25, within(5 * 0.25 * Math.sqrt(2.0 / ROWS)));
    assertThat(spread / ROWS).isCloseTo(4.25, within(5 * 4.25 * Math.sqrt(2.0 / ROWS)));
  }

  /** The greatest deviation when every first score is taken for {@code shift} more than it is. */
  private static double calibration(Kind kind, double shift) {
    RowGenerator generator = generator(kind, 8);
    Calibration calibration = new Calibration();
    for (int i = 0; i < ROWS; i++) {
      GeneratedRow row = generator.row(i);
      double[] scores = row.scores().clone();
      scores[0] += shift;
      double[] expected = generator.truth().link().expected(scores);
      boolean exclusive = kind == Kind.MULTICLASS;
      calibration.add(expected[0], exclusive ? (row.labels()[0] == 0 ? 1 : 0) : row.labels()[0]);
    }
    return calibration.worst();
  }

  /** The mean of f over a normal with this mean and standard deviation 2, by the midpoint rule. */
  private static double normalMean(double mean, DoubleUnaryOperator f) {
    double sum = 0;
    double step = 1e-3;
    for (double t = -10 + step / 2; t < 10; t += step) {
      sum += f.applyAsDouble(mean + 2 * t) * Math.exp(-t * t / 2) * step;
    }
    return sum / Math.sqrt(2 * Math.PI);
  }

  private static double entropy(double p) {
    return -p * Math.log(p) - (1 - p) * Math.log1p(-p);
  }

  private static RowGenerator generator(Kind kind, long seed) {
    return new TableSpec(kind, ROWS, 3, 4, seed).generator();
  }

  private static List<String> names(Kind kind) {
    return generator(kind, 1).columns().stream().map(Column::name).toList();
  }
}
