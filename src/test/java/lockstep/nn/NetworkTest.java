package lockstep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import lockstep.CentralDifferences;
import lockstep.SerializedCopy;
import lockstep.linalg.DoubleMatrix;
import lockstep.linalg.Matrix;
import lockstep.linalg.Precision;
import lockstep.linalg.SplitMix64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkTest {
  private static final int INPUTS = 3;
  private static final int ROWS = 6;

  static Stream<Network> networks() {
    return Stream.of(List.<Integer>of(), List.of(5), List.of(4, 3))
        .flatMap(hidden -> Activations.all().stream().map(f -> Network.of(INPUTS, hidden, f, 2)));
  }

  private static double[] draw(int size, long seed) {
    SplitMix64 random = new SplitMix64(seed);
    double[] values = new double[size];
    java.util.Arrays.setAll(values, i -> 3 * random.nextDouble() - 1.5);
    return values;
  }

  private static Matrix matrix(Precision precision, double[] values, int rows) {
    Matrix matrix = Matrix.zeros(precision, rows, values.length / rows);
    matrix.load(values);
    return matrix;
  }

  private static double[] row(double[] features, int row) {
    return java.util.Arrays.copyOfRange(features, row * INPUTS, (row + 1) * INPUTS);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void logitsAreThoseOfTheFormula(Network network) {
    double[] parameters = draw(network.layout().size(), 1);
    double[] features = draw(INPUTS * ROWS, 2);
    for (Precision precision : Precision.values()) {
      // Buffers for more rows than there are.
      Pass pass = new Pass(network, precision, ROWS + 3);
      Matrix x = matrix(precision, features, INPUTS);
      Matrix logits = network.forward(matrix(precision, parameters, parameters.length), x, pass);
      assertThat(logits.columns()).isEqualTo(ROWS);
      double tolerance = precision == Precision.FLOAT64 ? 1e-13 : 1e-5;
      for (int j = 0; j < ROWS; j++) {
        double[] expected = LoopForward.logits(network, parameters, row(features, j));
        for (int i = 0; i < network.outputs(); i++) {
          assertThat(logits.at(i, j)).isCloseTo(expected[i], within(tolerance));
        }
      }
    }
  }

  /**
   * The function whose gradient is asked for is sum of c_ij logit_ij: its gradient by logits is c.
   */
  @ParameterizedTest
  @MethodSource("networks")
  void backwardMatchesCentralDifferences(Network network) {
    double[] features = draw(INPUTS * ROWS, 2);
    double[] parameters = awayFromKinks(network, features);
    double[] c = draw(network.outputs() * ROWS, 3);
    Matrix x = matrix(Precision.FLOAT64, features, INPUTS);
    Matrix w = matrix(Precision.FLOAT64, parameters, parameters.length);
    Pass pass = new Pass(network, Precision.FLOAT64, ROWS);
    DoubleMatrix gradient = DoubleMatrix.zeros(parameters.length, 1);
    network.forward(w, x, pass);
    pass.logitGradient().load(c);
    network.backward(w, x, pass, gradient);
    double[] differences =
        CentralDifferences.gradient(values -> weighted(network, values, features, c), parameters);
    assertThat(CentralDifferences.relativeError(gradient.array(), differences))
        .isLessThan(CentralDifferences.TOLERANCE);
  }

  private static double weighted(
      Network network, double[] parameters, double[] features, double[] c) {
    double sum = 0;
    for (int j = 0; j < ROWS; j++) {
      double[] logits = LoopForward.logits(network, parameters, row(features, j));
      for (int i = 0; i < logits.length; i++) {
        sum += c[i + j * logits.length] * logits[i];
      }
    }
    return sum;
  }

  private static double[] awayFromKinks(Network network, double[] features) {
    for (long seed = 1; ; seed++) {
      double[] parameters = draw(network.layout().size(), seed);
      double nearest = Double.POSITIVE_INFINITY;
      for (int j = 0; j < ROWS; j++) {
        nearest =
            Math.min(nearest, LoopForward.distanceFromKinks(network, parameters, row(features, j)));
      }
      if (nearest > 10 * CentralDifferences.REACH) {
        return parameters;
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPassIsNotPoisonedByTheBatchBefore(Precision precision) {
    Network network = Network.of(INPUTS, List.of(4), new Tanh(), 2);
    Matrix w = matrix(precision, draw(network.layout().size(), 1), network.layout().size());
    Matrix x = matrix(precision, draw(INPUTS * 2, 2), INPUTS);
    double[] notNumbers = new double[INPUTS * ROWS];
    java.util.Arrays.fill(notNumbers, Double.NaN);
    Pass used = new Pass(network, precision, ROWS);
    network.forward(w, matrix(precision, notNumbers, INPUTS), used);
    Matrix again = network.forward(w, x, used);
    Matrix fresh = network.forward(w, x, new Pass(network, precision, 2));
    for (int j = 0; j < 2; j++) {
      assertThat(again.at(0, j)).isEqualTo(fresh.at(0, j));
      assertThat(again.at(1, j)).isEqualTo(fresh.at(1, j));
    }
  }

  @Test
  void aBatchWithoutRowsHasTheGradientZero() {
    Network network = Network.of(INPUTS, List.of(4), new Tanh(), 2);
    Matrix w = matrix(Precision.FLOAT32, draw(network.layout().size(), 1), network.layout().size());
    Matrix x = Matrix.zeros(Precision.FLOAT32, INPUTS, 0);
    Pass pass = new Pass(network, Precision.FLOAT32, 4);
    Matrix gradient = Matrix.zeros(Precision.FLOAT32, network.layout().size(), 1);
    gradient.load(draw(network.layout().size(), 5));
    network.forward(w, x, pass);
    network.backward(w, x, pass, gradient);
    double[] elements = new double[gradient.size()];
    gradient.addTo(elements);
    assertThat(elements).containsOnly(0);
  }

  @Test
  void aBatchLargerThanTheBuffersIsRefused() {
    Network network = Network.of(1, List.of(), null, 1);
    Pass pass = new Pass(network, Precision.FLOAT64, 4);
    assertThatThrownBy(
            () -> network.forward(DoubleMatrix.zeros(2, 1), DoubleMatrix.zeros(1, 5), pass))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot pass 5 rows through buffers for 4");
  }

  @Test
  void aNetworkWithoutInputsOrUnitsIsRefused() {
    assertThatThrownBy(() -> Network.of(0, List.of(), null, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot make a network of 0 inputs: expected 1 or more");
    assertThatThrownBy(() -> Network.of(1, List.of(3, 0), new Tanh(), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot make layer hidden-2: expected 1 unit or more, found 0");
  }

  @Test
  void arrivesAsItWasSent() {
    Network network = SerializedCopy.of(Network.of(4, List.of(30), new LeakyRelu(0), 3));
    assertThat(network).hasToString("4-30-3");
    assertThat(network.layers().get(0)).isEqualTo(new Layer("hidden-1", 30, new LeakyRelu(0)));
    assertThat(network.layout().size()).isEqualTo(243);
  }
}
