package lockstep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import lockstep.nn.ParameterLayout.Slot;
import org.junit.jupiter.api.Test;

class InitializationTest {
  private static final Network NETWORK = Network.of(20, List.of(32, 16), new Tanh(), 1);

  private static double[] weights(Network network, int layer, long seed) {
    Slot slot = network.layout().slots().get(layer);
    return Arrays.copyOfRange(
        Initialization.initialize(network, seed), slot.weightOffset(), slot.biasOffset());
  }

  @Test
  void biasesAreZeroAndWeightsFillTheGlorotRange() {
    double[] parameters = Initialization.initialize(NETWORK, 42);
    for (Slot slot : NETWORK.layout().slots()) {
      double limit = Math.sqrt(6.0 / (slot.inputs() + slot.units()));
      double[] weights = Arrays.copyOfRange(parameters, slot.weightOffset(), slot.biasOffset());
      assertThat(weights).doesNotContain(0);
      assertThat(Arrays.stream(weights).map(Math::abs).max().orElseThrow())
          .isBetween(0.9 * limit, limit);
      assertThat(Arrays.copyOfRange(parameters, slot.biasOffset(), slot.end())).containsOnly(0);
    }
  }

  @Test
  void weightsHaveTheVarianceTwoOverInputsPlusUnits() {
    double[] weights = weights(Network.of(100, List.of(100), new Tanh(), 1), 0, 7);
    double mean = Arrays.stream(weights).average().orElseThrow();
    double variance = Arrays.stream(weights).map(w -> w * w).average().orElseThrow();
    // Four standard errors of 10,000 uniform deviates.
    assertThat(mean).isCloseTo(0, within(4 * Math.sqrt(0.01 / 10_000)));
    assertThat(variance).isCloseTo(0.01, within(4 * 0.01 * Math.sqrt(0.8 / 10_000)));
  }

  @Test
  void heNormalHasTheVarianceTwoOverInputsAndIsCut() {
    Network network = Network.of(50, List.of(400), new Tanh(), 1);
    Slot slot = network.layout().slots().get(0);
    double[] weights = Arrays.copyOf(Initialization.HE_NORMAL.start(network, 7), slot.biasOffset());
    double variance = Arrays.stream(weights).map(w -> w * w).average().orElseThrow();
    // Four standard errors of 20,000 deviates whose fourth moment is below a normal's.
    assertThat(variance).isCloseTo(0.04, within(4 * 0.04 * Math.sqrt(2.0 / 20_000)));
    assertThat(Arrays.stream(weights).average().orElseThrow()).isCloseTo(0, within(0.006));
    double cut = 2 * 0.2 / 0.8796256610342398;
    assertThat(Arrays.stream(weights).map(Math::abs).max().orElseThrow())
        .isBetween(0.95 * cut, cut);
  }

  @Test
  void zerosAreZeros() {
    assertThat(Initialization.ZEROS.start(NETWORK, 42)).containsOnly(0);
  }

  @Test
  void theUsualStartIsThatOfTheNetwork() {
    assertThat(Initialization.of(NETWORK)).isEqualTo(Initialization.GLOROT_UNIFORM);
    assertThat(Initialization.of(Network.of(9, List.of(), new Tanh(), 3)))
        .isEqualTo(Initialization.ZEROS);
  }

  @Test
  void aModelWithoutHiddenLayerStartsAtZero() {
    assertThat(Initialization.initialize(Network.of(9, List.of(), new Tanh(), 3), 42))
        .containsOnly(0);
  }

  @Test
  void theSeedDecides() {
    assertThat(Initialization.initialize(NETWORK, 1))
        .isEqualTo(Initialization.initialize(NETWORK, 1))
        .isNotEqualTo(Initialization.initialize(NETWORK, 2));
  }

  @Test
  void aChangeToOneLayerLeavesTheOthersStartAlone() {
    Network longer = Network.of(20, List.of(32, 16, 8), new Tanh(), 1);
    assertThat(weights(longer, 0, 42)).isEqualTo(weights(NETWORK, 0, 42));
    assertThat(weights(longer, 1, 42)).isEqualTo(weights(NETWORK, 1, 42));
  }

  @Test
  void layersOfEqualShapeStartDifferently() {
    Network square = Network.of(8, List.of(8, 8), new Tanh(), 1);
    assertThat(weights(square, 0, 42)).isNotEqualTo(weights(square, 1, 42));
  }
}
