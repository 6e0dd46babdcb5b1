package lockstep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import lockstep.linalg.DoubleMatrix;
import lockstep.nn.ParameterLayout.Slot;
import org.junit.jupiter.api.Test;

class ParameterLayoutTest {
  @Test
  void slotsAdjoinAndCoverEveryParameter() {
    ParameterLayout layout = Network.of(5, List.of(4, 3), new Tanh(), 2).layout();
    int next = 0;
    for (Slot slot : layout.slots()) {
      assertThat(slot.weightOffset()).isEqualTo(next);
      assertThat(slot.biasOffset()).isEqualTo(next + slot.inputs() * slot.units());
      next = slot.end();
    }
    assertThat(layout.size()).isEqualTo(next).isEqualTo(4 * 6 + 3 * 5 + 2 * 4);
    assertThat(layout.slots())
        .extracting(Slot::name)
        .containsExactly("hidden-1", "hidden-2", "output");
  }

  @Test
  void weightsAndBiasesAreViews() {
    Slot slot = new Slot("output", 2, 2, 1);
    DoubleMatrix parameters = DoubleMatrix.of(new double[] {0, 1, 2, 3, 4, 5, 6, 7}, 8, 1);
    assertThat(slot.weights(parameters).at(0, 1)).isEqualTo(3);
    assertThat(slot.biases(parameters).at(1, 0)).isEqualTo(6);
    slot.biases(parameters).set(0, 0, -1);
    assertThat(parameters.at(5, 0)).isEqualTo(-1);
  }

  @Test
  void aNetworkBeyondTheLongestArrayIsRefused() {
    assertThatThrownBy(() -> Network.of(1 << 20, List.of(1 << 12), new Tanh(), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cannot lay out a network of 4294971392 parameters or more");
    assertThatThrownBy(() -> Network.of(1, List.of(1 << 30, 1 << 30), new Tanh(), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
