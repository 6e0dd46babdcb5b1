package lockstep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import lockstep.linalg.DoubleMatrix;
import lockstep.linalg.Matrix;
import lockstep.linalg.Precision;
import lockstep.nn.ParameterLayout.Slot;
import org.junit.jupiter.api.Test;

/** What the course material computes by hand with networks and models without hidden layer. */
class NetworkGoldenTest {
  private static final double[] X = {1, 2, 3, 4, 5, 6};

  private static Matrix logits(Network network, double[] parameters, double[] features) {
    int rows = features.length / network.inputs();
    return network.forward(
        DoubleMatrix.of(parameters, parameters.length, 1),
        DoubleMatrix.of(features, network.inputs(), rows),
        new Pass(network, Precision.FLOAT64, rows));
  }

  @Test
  void logisticModelForward() {
    // w = (1, 2), b = -10.
    Matrix logits = logits(Network.of(2, List.of(), null, 1), new double[] {1, 2, -10}, X);
    assertThat(new double[] {logits.at(0, 0), logits.at(0, 1), logits.at(0, 2)})
        .containsExactly(-5, 1, 7);
  }

  @Test
  void softmaxModelForward() {
    // W = [[1, 3], [2, 4]], features x classes: transposed, our [units, inputs] column by column.
    double[] parameters = {1, 3, 2, 4, -10, -20};
    Matrix logits = logits(Network.of(2, List.of(), null, 2), parameters, X);
    double[][] expected = {{-5, -9}, {1, 5}, {7, 19}};
    for (int j = 0; j < 3; j++) {
      assertThat(new double[] {logits.at(0, j), logits.at(1, j)}).containsExactly(expected[j]);
    }
  }

  @Test
  void parameterCountsOf20To32To16To1() {
    Network network = Network.of(20, List.of(32, 16), new LeakyRelu(LeakyRelu.DEFAULT_SLOPE), 1);
    assertThat(network).hasToString("20-32-16-1");
    assertThat(network.layout().slots())
        .extracting(slot -> slot.end() - slot.weightOffset())
        .containsExactly(672, 528, 17);
    assertThat(network.layout().size()).isEqualTo(1217);
    double kibibytes = network.layout().size() * Precision.FLOAT32.bytes() / 1024.0;
    assertThat(kibibytes).isCloseTo(4.75, within(0.005));
  }

  @Test
  void layersOf4To30To3() {
    Network network = Network.of(4, List.of(30), new LeakyRelu(0), 3);
    assertThat(network.layout().slots())
        .extracting(slot -> slot.end() - slot.weightOffset())
        .containsExactly(150, 93);
    assertThat(network.inputs()).isEqualTo(4);
    assertThat(network.outputs()).isEqualTo(3);
  }

  @Test
  void theTwoLayerNetworkOfTheTheory() {
    // Dx = 2, Da = 2, K = 2, m = 1: z1 = W1 x + b1 = (3, -5), a1 = (3, -0.05), z2 = W2 a1 + b2.
    Network network = Network.of(2, List.of(2), new LeakyRelu(0.01), 2);
    double[] parameters = {1, -1, 1, -2, 0, 0, 1, 3, 2, 4, 0.5, -0.5};
    Matrix z2 = logits(network, parameters, new double[] {1, 2});
    assertThat(z2.at(0, 0)).isCloseTo(1 * 3 + 2 * -0.05 + 0.5, within(1e-15));
    assertThat(z2.at(1, 0)).isCloseTo(3 * 3 + 4 * -0.05 - 0.5, within(1e-15));
  }

  @Test
  void shapesOfTheTwoLayerNetwork() {
    int dx = 5;
    int da = 7;
    int k = 3;
    int m = 4;
    Network network = Network.of(dx, List.of(da), new LeakyRelu(0.01), k);
    Matrix parameters = DoubleMatrix.zeros(network.layout().size(), 1);
    Slot first = network.layout().slots().get(0);
    Slot second = network.layout().slots().get(1);
    assertThat(first.weights(parameters)).hasToString("FLOAT64 matrix [7, 5]");
    assertThat(first.biases(parameters)).hasToString("FLOAT64 matrix [7, 1]");
    assertThat(second.weights(parameters)).hasToString("FLOAT64 matrix [3, 7]");
    assertThat(second.biases(parameters)).hasToString("FLOAT64 matrix [3, 1]");
    Matrix z2 = logits(network, new double[network.layout().size()], new double[dx * m]);
    assertThat(z2).hasToString("FLOAT64 matrix [3, 4]");
  }
}
