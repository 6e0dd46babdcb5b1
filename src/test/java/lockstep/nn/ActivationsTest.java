package lockstep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ActivationsTest {
  @Test
  void aJobFileCanNameFour() {
    assertThat(Activations.all())
        .extracting(Activation::name)
        .containsExactly("relu", "leaky-relu", "tanh", "sigmoid");
    assertThat(Activations.named("relu")).isEqualTo(new LeakyRelu(0));
    assertThat(Activations.named("leaky-relu")).isEqualTo(new LeakyRelu(0.01));
  }

  @Test
  void anUnknownNameIsAnsweredWithTheKnownOnes() {
    assertThatThrownBy(() -> Activations.named("gelu"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot find the activation \"gelu\": expected one of relu, leaky-relu, tanh, sigmoid");
  }
}
