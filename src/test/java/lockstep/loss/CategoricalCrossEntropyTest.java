package lockstep.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import lockstep.CentralDifferences;
import lockstep.linalg.SplitMix64;
import org.junit.jupiter.api.Test;

class CategoricalCrossEntropyTest extends LossContractTest {
  @Override
  Loss loss() {
    return new CategoricalCrossEntropy();
  }

  @Override
  double drawLabel(SplitMix64 random, int k) {
    return random.nextInt(k);
  }

  @Override
  List<Integer> logitCounts() {
    return List.of(2, 3, 5);
  }

  private double evaluate(double[] logits, int y) {
    return loss().evaluate(logits, new double[] {y}, 0, new double[logits.length]);
  }

  @Test
  void goldenSoftmaxModelProbabilities() {
    double[][] logits = {{-5, -9}, {1, 5}, {7, 19}};
    double[][] printed = {{9.82e-01, 1.80e-02}, {1.80e-02, 9.82e-01}, {6.14e-06, 1.00}};
    for (int j = 0; j < 3; j++) {
      double[] p = loss().outputs(logits[j]);
      for (int i = 0; i < 2; i++) {
        // Three digits.
        assertThat(p[i]).isCloseTo(printed[j][i], within(0.005 * printed[j][i]));
      }
    }
  }

  @Test
  void goldenSoftmaxOfThreeLogits() {
    // The recomputed 0.2687622536 and 0.7305715512 are slips in the tenth digit.
    double[] p = loss().outputs(new double[] {5, -1, 6});
    assertThat(p).containsExactly(new double[] {0.269, 0.001, 0.731}, within(0.0005));
    assertThat(p)
        .containsExactly(new double[] {0.2687622539, 0.0006661950, 0.7305715510}, within(5e-11));
  }

  @Test
  void isFineWhereTheNaiveFormFails() {
    double naive = Math.exp(710) / (Math.exp(710) + Math.exp(709));
    assertThat(naive).isNaN();
    double[] p = loss().outputs(new double[] {710, 709});
    assertThat(p[0]).isCloseTo(Math.E / (Math.E + 1), within(1e-15));
    assertThat(evaluate(new double[] {1000, -1000, 0}, 1)).isEqualTo(2000);
    assertThat(evaluate(new double[] {1000, -1000, 0}, 0)).isZero();
  }

  @Test
  void goldenLossIsLogSumExpLessTheLogitOfTheLabel() {
    double[] z = {0.5, -1.25, 2};
    double logSumExp = Math.log(Math.exp(0.5) + Math.exp(-1.25) + Math.exp(2));
    for (int y = 0; y < 3; y++) {
      assertThat(evaluate(z, y)).isCloseTo(logSumExp - z[y], within(1e-15));
    }
  }

  @Test
  void goldenGradientIsSoftmaxLessOneHot() {
    double[] z = {0.5, -1.25, 2};
    double[] gradient = new double[3];
    loss().evaluate(z, new double[] {1}, 0, gradient);
    double[] p = loss().outputs(z);
    p[1] -= 1;
    assertThat(gradient).containsExactly(p, within(1e-16));
  }

  /** dp_i/dz_j = p_i (delta_ij - p_j); the material's own derivation has slips here. */
  @Test
  void goldenSoftmaxJacobian() {
    double[] z = {0.5, -1.25, 2};
    double[] p = loss().outputs(z.clone());
    for (int i = 0; i < 3; i++) {
      double[] row = new double[3];
      for (int j = 0; j < 3; j++) {
        row[j] = p[i] * ((i == j ? 1 : 0) - p[j]);
      }
      int output = i;
      double[] differences =
          CentralDifferences.gradient(moved -> loss().outputs(moved.clone())[output], z);
      assertThat(CentralDifferences.relativeError(row, differences))
          .isLessThan(CentralDifferences.TOLERANCE);
    }
  }

  @Test
  void shiftingAllLogitsChangesNothing() {
    double[] z = {0.5, -1.25, 2, 0};
    double[] p = loss().outputs(z.clone());
    for (double shift : new double[] {-1024, -3, 0.5, 64, 1024}) {
      // Powers of two and quarters: the shifted logits are exact, so the results are equal.
      double[] shifted = new double[4];
      java.util.Arrays.setAll(shifted, i -> z[i] + shift);
      assertThat(evaluate(shifted, 1)).isEqualTo(evaluate(z, 1));
      assertThat(loss().outputs(shifted)).isEqualTo(p);
    }
  }

  @Test
  void probabilitiesSumToOneAndTheGradientToZero() {
    SplitMix64 random = new SplitMix64(3);
    for (int draw = 0; draw < 100; draw++) {
      double[] z = new double[6];
      java.util.Arrays.setAll(z, i -> 50 * random.nextGaussian());
      double[] gradient = new double[6];
      loss().evaluate(z, new double[] {draw % 6}, 0, gradient);
      assertThat(java.util.Arrays.stream(gradient).sum()).isCloseTo(0, within(1e-15));
      assertThat(java.util.Arrays.stream(loss().outputs(z)).sum()).isCloseTo(1, within(1e-15));
    }
  }
}
