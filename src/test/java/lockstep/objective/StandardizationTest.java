package lockstep.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import lockstep.nn.LeakyRelu;
import lockstep.nn.Network;
import lockstep.nn.ParameterLayout;
import org.junit.jupiter.api.Test;

class StandardizationTest {
  private static final ParameterLayout LAYOUT =
      Network.of(3, List.of(2), new LeakyRelu(0), 1).layout();

  /** W = (1 2 3; 4 5 6) column by column, b = (7, 8), and what stands behind. */
  private static final double[] PARAMETERS = {1, 4, 2, 5, 3, 6, 7, 8, 9, 10, 11};

  private static final Standardization BY =
      new Standardization(new double[] {10, 99, -1}, new double[] {2, 0, 0.5});

  @Test
  void parametersOverStoredFeaturesGiveTheSameOutputs() {
    // W' = (1/2 2 6; 2 5 12), b' = (7 - 10/2 + 6, 8 - 20 + 12).
    assertThat(BY.stored(LAYOUT, PARAMETERS)).containsExactly(0.5, 2, 2, 5, 6, 12, 8, 0, 9, 10, 11);
  }

  @Test
  void theWayBackIsTheInverse() {
    assertThat(BY.standardised(LAYOUT, BY.stored(LAYOUT, PARAMETERS)))
        .containsExactly(PARAMETERS, within(1e-14));
  }

  @Test
  void gradientsFollowTheChainRule() {
    // (G' - g mean^T) / deviation for G' = W, g = b: of the first column (1 - 70) / 2, (4 - 80) /
    // 2.
    double[] gradient = PARAMETERS.clone();
    BY.chain(LAYOUT, gradient);
    assertThat(gradient).containsExactly(-34.5, -38, 2, 5, 20, 28, 7, 8, 9, 10, 11);
  }

  @Test
  void withoutNumbersNothingChanges() {
    assertThat(Standardization.NONE.stored(LAYOUT, PARAMETERS)).isSameAs(PARAMETERS);
    assertThat(Standardization.NONE.standardised(LAYOUT, PARAMETERS)).isSameAs(PARAMETERS);
    double[] gradient = PARAMETERS.clone();
    Standardization.NONE.chain(LAYOUT, gradient);
    assertThat(gradient).isEqualTo(PARAMETERS);
  }

  @Test
  void numbersThatCannotBeAreRefused() {
    assertThatThrownBy(() -> new Standardization(new double[1], new double[2]))
        .hasMessage("Cannot standardise: expected as many deviations as means, found 2 and 1");
    assertThatThrownBy(() -> new Standardization(new double[] {0, 1}, new double[] {0, -1}))
        .hasMessage(
            "Cannot standardise feature 1: expected a finite mean and deviation, found 1.0 and"
                + " -1.0");
    assertThatThrownBy(() -> new Standardization(new double[] {Double.NaN}, new double[1]))
        .isInstanceOf(IllegalArgumentException.class);
    Network network = Network.of(4, List.of(), new LeakyRelu(0), 1);
    assertThatThrownBy(
            () ->
                new Objective(
                    network,
                    new lockstep.loss.SquaredError(),
                    new Penalty(0, 0),
                    ClassWeights.NONE,
                    BY))
        .hasMessage("Cannot standardise: expected 4 features, found 3");
  }
}
