package lockstep.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import lockstep.CentralDifferences;
import lockstep.nn.Network;
import lockstep.nn.ParameterLayout;
import lockstep.nn.Tanh;
import org.junit.jupiter.api.Test;

class PenaltyTest {
  private static final ParameterLayout LAYOUT = Network.of(2, List.of(2), new Tanh(), 1).layout();

  /** Weights [2, 2] and biases of the hidden layer, weights [1, 2] and bias of the last. */
  private static final double[] PARAMETERS = {1, -2, 0.5, 3, 70, 80, -4, 0.25, 90};

  private static double value(Penalty penalty, double[] parameters) {
    return penalty.addTo(LAYOUT, parameters, new double[parameters.length], 0, parameters.length);
  }

  @Test
  void onlyWeightsArePenalised() {
    assertThat(value(new Penalty(0.5, 0), PARAMETERS)).isEqualTo(0.5 * 10.75);
    assertThat(value(new Penalty(0, 0.5), PARAMETERS)).isEqualTo(0.25 * 30.3125);
    assertThat(value(new Penalty(0, 0), PARAMETERS)).isZero();
  }

  @Test
  void theGradientMatchesCentralDifferencesAndIsAdded() {
    Penalty penalty = new Penalty(0.3, 0.7);
    double[] gradient = new double[PARAMETERS.length];
    Arrays.fill(gradient, 100);
    penalty.addTo(LAYOUT, PARAMETERS, gradient, 0, gradient.length);
    double[] differences =
        CentralDifferences.gradient(moved -> value(penalty, moved), PARAMETERS.clone());
    for (int i = 0; i < gradient.length; i++) {
      assertThat(gradient[i] - 100).isCloseTo(differences[i], within(1e-6));
    }
  }

  /** Wherever the pieces are cut, within layers and at biases. */
  @Test
  void piecesAddUpToTheWhole() {
    Penalty penalty = new Penalty(0.3, 0.7);
    double[] whole = new double[PARAMETERS.length];
    double value = penalty.addTo(LAYOUT, PARAMETERS, whole, 0, whole.length);
    for (int cut = 0; cut <= whole.length; cut++) {
      double[] pieces = new double[PARAMETERS.length];
      double sum =
          penalty.addTo(LAYOUT, PARAMETERS, pieces, cut, pieces.length)
              + penalty.addTo(LAYOUT, PARAMETERS, pieces, 0, cut);
      assertThat(pieces).isEqualTo(whole);
      assertThat(sum).isCloseTo(value, within(1e-12));
    }
  }

  /** The one of the subgradients that leaves a weight of 0 where it is. */
  @Test
  void atZeroTheAbsoluteValuePullsNowhere() {
    double[] gradient = new double[PARAMETERS.length];
    new Penalty(0.5, 0.5)
        .addTo(LAYOUT, new double[PARAMETERS.length], gradient, 0, gradient.length);
    assertThat(gradient).containsOnly(0);
  }

  @Test
  void factorsAreNotNegative() {
    for (double factor : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new Penalty(factor, 0))
          .hasMessage("Cannot penalise by l1 = %s: expected 0 or more", factor);
      assertThatThrownBy(() -> new Penalty(0, factor))
          .hasMessage("Cannot penalise by l2 = %s: expected 0 or more", factor);
    }
  }
}
