package lockstep.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import lockstep.CentralDifferences;
import lockstep.SerializedCopy;
import lockstep.linalg.Matrix;
import lockstep.linalg.Precision;
import lockstep.linalg.SplitMix64;
import org.junit.jupiter.api.Test;

/** The laws of a {@link Loss}; a subclass names one and says how its labels are drawn. */
abstract class LossContractTest {
  /** Relative, for sums of the same terms in another order. */
  private static final double REGROUPED = 1e-13;

  private static final int ROWS = 12;

  /** The loss under test. */
  abstract Loss loss();

  /** One number of a label for k logits. */
  abstract double drawLabel(SplitMix64 random, int k);

  /** The numbers of logits this loss is for. */
  List<Integer> logitCounts() {
    return List.of(1, 2, 5);
  }

  /** The largest logit that this loss has to bear. */
  double farLogit() {
    return 1000;
  }

  private LossRows draw(int k, int n, double reach, long seed) {
    return LossRows.draw(loss(), this::drawLabel, k, n, reach, seed);
  }

  private List<LossRows> draws() {
    return logitCounts().stream().map(k -> draw(k, ROWS, 4, 100 + k)).toList();
  }

  private static void assertClose(double actual, double expected, double relative) {
    assertThat(actual).isCloseTo(expected, within(relative * Math.abs(expected)));
  }

  @Test
  void gradientMatchesCentralDifferences() {
    for (LossRows rows : draws()) {
      double[] logits = new double[rows.logits().size()];
      rows.logits().addTo(logits);
      double[] differences =
          CentralDifferences.gradient(
              moved -> {
                Matrix z = Matrix.zeros(Precision.FLOAT64, rows.logits().rows(), ROWS);
                z.load(moved);
                return loss().sum(z, rows.labels(), rows.weights(), null);
              },
              logits);
      assertThat(CentralDifferences.relativeError(rows.sum(loss()).gradient(), differences))
          .isLessThan(CentralDifferences.TOLERANCE);
    }
  }

  @Test
  void isFiniteForLogitsFarOut() {
    for (int k : logitCounts()) {
      for (int signs = 0; signs < 1 << k; signs++) {
        LossRows rows = draw(k, 4, 1, signs);
        for (int j = 0; j < 4; j++) {
          for (int i = 0; i < k; i++) {
            rows.logits().set(i, j, (signs >> i & 1) == 0 ? farLogit() : -farLogit());
          }
        }
        LossRows.Sum sum = rows.sum(loss());
        assertThat(sum.loss()).isFinite();
        assertThat(Arrays.stream(sum.gradient()).allMatch(Double::isFinite)).isTrue();
        double[] logits = new double[k];
        Arrays.setAll(logits, i -> rows.logits().at(i, 0));
        assertThat(Arrays.stream(loss().outputs(logits)).allMatch(Double::isFinite)).isTrue();
      }
    }
  }

  @Test
  void isNotNegative() {
    for (int k : logitCounts()) {
      for (double reach : new double[] {1e-9, 1, 30, farLogit()}) {
        for (int seed = 0; seed < 50; seed++) {
          assertThat(draw(k, 1, reach, seed).sum(loss()).loss()).isNotNegative();
        }
      }
    }
  }

  @Test
  void aWeightOfTwoIsTheRowTwice() {
    for (LossRows rows : draws()) {
      LossRows.Sum once = rows.weighted(1).sum(loss());
      LossRows.Sum twice = rows.weighted(2).sum(loss());
      assertThat(twice.loss()).isEqualTo(2 * once.loss());
      int[] each = new int[2 * ROWS];
      Arrays.setAll(each, i -> i / 2);
      LossRows.Sum repeated = rows.weighted(1).select(each).sum(loss());
      assertClose(repeated.loss(), twice.loss(), REGROUPED);
      int k = rows.logits().rows();
      for (int i = 0; i < twice.gradient().length; i++) {
        int first = 2 * (i / k) * k + i % k;
        assertThat(repeated.gradient()[first] + repeated.gradient()[first + k])
            .isEqualTo(twice.gradient()[i]);
      }
    }
  }

  @Test
  void aRowOfWeightZeroIsAbsentEvenWhereItsLossOverflows() {
    for (LossRows rows : draws()) {
      int k = rows.logits().rows();
      LossRows.Sum without = rows.select(0, 1, 3, 4).sum(loss());
      for (double extreme : new double[] {1, 1e308, Double.POSITIVE_INFINITY, Double.NaN}) {
        LossRows with = rows.select(0, 1, 2, 3, 4);
        with.weights().set(0, 2, 0);
        for (int i = 0; i < k; i++) {
          with.logits().set(i, 2, i % 2 == 0 ? extreme : -extreme);
        }
        LossRows.Sum sum = with.sum(loss());
        assertThat(sum.loss()).isEqualTo(without.loss());
        assertThat(Arrays.copyOf(sum.gradient(), 2 * k))
            .isEqualTo(Arrays.copyOf(without.gradient(), 2 * k));
        assertThat(Arrays.copyOfRange(sum.gradient(), 2 * k, 3 * k)).containsOnly(0);
        assertThat(Arrays.copyOfRange(sum.gradient(), 3 * k, 5 * k))
            .isEqualTo(Arrays.copyOfRange(without.gradient(), 2 * k, 4 * k));
      }
    }
  }

  @Test
  void sumsOfBlocksAdd() {
    for (LossRows rows : draws()) {
      LossRows.Sum whole = rows.sum(loss());
      for (int cut = 0; cut <= ROWS; cut++) {
        LossRows.Sum first = rows.slice(0, cut).sum(loss());
        LossRows.Sum rest = rows.slice(cut, ROWS).sum(loss());
        assertClose(first.loss() + rest.loss(), whole.loss(), REGROUPED);
        assertThat(first.gradient())
            .isEqualTo(Arrays.copyOf(whole.gradient(), first.gradient().length));
        assertThat(rest.gradient())
            .isEqualTo(
                Arrays.copyOfRange(
                    whole.gradient(), first.gradient().length, whole.gradient().length));
      }
    }
  }

  @Test
  void rowsMayComeInAnyOrder() {
    for (LossRows rows : draws()) {
      int k = rows.logits().rows();
      LossRows.Sum sum = rows.sum(loss());
      LossRows.Sum permuted = rows.select(7, 2, 11, 0, 9, 4, 1, 10, 3, 8, 5, 6).sum(loss());
      assertClose(permuted.loss(), sum.loss(), REGROUPED);
      assertThat(Arrays.copyOf(permuted.gradient(), k))
          .isEqualTo(Arrays.copyOfRange(sum.gradient(), 7 * k, 8 * k));
    }
  }

  @Test
  void float32LogitsGiveTheSameSumAndTheGradientRounded() {
    for (LossRows drawn : draws()) {
      LossRows floats = drawn.rounded(Precision.FLOAT32);
      LossRows.Sum rounded = floats.sum(loss());
      LossRows.Sum same = floats.rounded(Precision.FLOAT64).sum(loss());
      assertThat(rounded.loss()).isEqualTo(same.loss());
      for (int i = 0; i < same.gradient().length; i++) {
        assertThat(rounded.gradient()[i]).isEqualTo((float) same.gradient()[i]);
      }
      assertClose(rounded.loss(), drawn.sum(loss()).loss(), 1e-5);
    }
  }

  @Test
  void theSumOfOneRowIsWeightTimesItsLoss() {
    for (LossRows rows : draws()) {
      int k = rows.logits().rows();
      double[] logits = new double[k];
      double[] gradient = new double[k];
      Arrays.setAll(logits, i -> rows.logits().at(i, 5));
      int label = 5 * rows.labels().rows();
      double weight = rows.weights().at(0, 5);
      double one = loss().evaluate(logits, rows.labels().array(), label, gradient);
      LossRows.Sum sum = rows.slice(5, 6).sum(loss());
      assertThat(sum.loss()).isEqualTo(weight * one);
      Arrays.setAll(gradient, i -> weight * gradient[i]);
      assertThat(sum.gradient()).isEqualTo(gradient);
    }
  }

  /** More rows than any loop takes at once; rows without weight whose logits are none are out. */
  @Test
  void manyRowsAreTheRowsOneByOneInTheirOrder() {
    for (int k : logitCounts()) {
      LossRows rows = draw(k, 1100, 40, 7);
      for (int j = 0; j < rows.count(); j += 10) {
        rows.weights().set(0, j, 0);
        rows.logits().set(0, j, j % 20 == 0 ? Double.NaN : Double.POSITIVE_INFINITY);
      }
      double sum = 0;
      double[] gradients = new double[k * rows.count()];
      for (int j = 0; j < rows.count(); j++) {
        LossRows.Sum row = rows.slice(j, j + 1).sum(loss());
        sum += row.loss();
        System.arraycopy(row.gradient(), 0, gradients, j * k, k);
      }
      LossRows.Sum all = rows.sum(loss());
      assertThat(all.loss()).isEqualTo(sum);
      assertThat(all.gradient()).isEqualTo(gradients);
    }
  }

  @Test
  void nothingGivenIsModifiedAndTheGradientMayBeLeftOut() {
    for (LossRows rows : draws()) {
      LossRows copy = rows.select(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
      double sum = rows.sum(loss()).loss();
      assertThat(loss().sum(rows.logits(), rows.labels(), rows.weights(), null)).isEqualTo(sum);
      assertThat(rows).usingRecursiveComparison().isEqualTo(copy);
    }
  }

  @Test
  void outputsStandInTheGivenArray() {
    for (int k : logitCounts()) {
      double[] logits = new double[k];
      assertThat(loss().outputs(logits)).isSameAs(logits);
    }
  }

  @Test
  void arrivesAsItWasSent() {
    assertThat(SerializedCopy.of(loss())).isEqualTo(loss());
    assertThat(loss().name()).matches("[a-z]+(-[a-z]+)*");
  }
}
