package lockstep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ActivationsTest {
  @Test
  void aJobFileCanNameSeven() {
    assertThat(Activations.all())
        .extracting(Activation::name)
        .containsExactly("relu", "leaky-relu", "elu", "gelu", "tanh", "sigmoid", "linear");
    assertThat(Activations.named("relu")).isEqualTo(new LeakyRelu(0));
    assertThat(Activations.named("leaky-relu")).isEqualTo(new LeakyRelu(0.01));
    assertThat(Activations.named("leaky-relu", 0.3)).isEqualTo(new LeakyRelu(0.3));
    assertThat(Activations.named("relu", 0.3)).isEqualTo(new LeakyRelu(0));
    assertThat(Activations.named("elu", 0.3)).isEqualTo(new Elu());
  }

  @Test
  void anUnknownNameIsAnsweredWithTheKnownOnes() {
    assertThatThrownBy(() -> Activations.named("selu"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot find the activation \"selu\": expected one of relu, leaky-relu, elu, gelu, tanh, sigmoid, linear");
  }
}
