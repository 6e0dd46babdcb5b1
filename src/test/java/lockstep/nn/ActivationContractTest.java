package lockstep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import lockstep.CentralDifferences;
import lockstep.SerializedCopy;
import lockstep.linalg.Matrix;
import lockstep.linalg.Precision;
import org.junit.jupiter.api.Test;

/** The laws of an {@link Activation}; a subclass names one. */
abstract class ActivationContractTest {
  private static final double FLOAT_ULP = 0x1p-23;

  /** The activation under test. */
  abstract Activation activation();

  /** Where the derivative jumps. */
  double[] kinks() {
    return new double[0];
  }

  /** Whether the function never falls. */
  boolean rises() {
    return true;
  }

  /** From -30 to 30 in steps of 0.03, and far out. */
  private static double[] inputs() {
    double[] inputs = new double[2005];
    for (int i = 0; i <= 2000; i++) {
      inputs[i] = (i - 1000) * 0.03;
    }
    inputs[2001] = -1e30;
    inputs[2002] = -1000;
    inputs[2003] = 1000;
    inputs[2004] = 1e30;
    Arrays.sort(inputs);
    return inputs;
  }

  private double value(double z) {
    return activation().value(z);
  }

  private double derivative(double z) {
    return activation().derivative(z, value(z));
  }

  @Test
  void derivativeMatchesCentralDifferences() {
    for (double z = -12.003; z < 12; z += 0.05) {
      double at = z;
      if (Arrays.stream(kinks()).anyMatch(k -> Math.abs(at - k) < 0.03)) {
        continue;
      }
      double[] differences = CentralDifferences.gradient(x -> value(x[0]), new double[] {z});
      assertThat(CentralDifferences.relativeError(new double[] {derivative(z)}, differences))
          .as("relative error at z = %s", z)
          .isLessThan(CentralDifferences.TOLERANCE);
    }
  }

  @Test
  void valueAndDerivativeAreFiniteForEveryInput() {
    for (double z : inputs()) {
      assertThat(value(z)).as("f(%s)", z).isFinite();
      assertThat(derivative(z)).as("f'(%s)", z).isFinite();
    }
  }

  @Test
  void valuesDoNotFall() {
    assumeThat(rises()).isTrue();
    double[] inputs = inputs();
    for (int i = 1; i < inputs.length; i++) {
      assertThat(value(inputs[i - 1]) <= value(inputs[i])).as("f rises to %s", inputs[i]).isTrue();
      assertThat(derivative(inputs[i]) >= 0).as("f'(%s) is not negative", inputs[i]).isTrue();
    }
  }

  @Test
  void whatIsNotANumberStaysVisible() {
    assertThat(value(Double.NaN)).isNaN();
  }

  @Test
  void loopsInDoubleGiveValueAndDerivative() {
    double[] inputs = inputs();
    double[] outputs = forward(Precision.FLOAT64, inputs);
    double[] gradients = backward(Precision.FLOAT64, inputs, outputs);
    for (int i = 0; i < inputs.length; i++) {
      assertThat(outputs[i]).isEqualTo(value(inputs[i]));
      assertThat(gradients[i]).isEqualTo(upstream(i) * derivative(inputs[i]));
    }
  }

  @Test
  void loopsInFloatGiveTheSameRounded() {
    double[] inputs = Arrays.stream(inputs()).map(z -> (float) z).toArray();
    double[] outputs = forward(Precision.FLOAT32, inputs);
    double[] gradients = backward(Precision.FLOAT32, inputs, outputs);
    for (int i = 0; i < inputs.length; i++) {
      // A constant, a product and the result may each be rounded: two ulps.
      double value = value(inputs[i]);
      double ulps = 2 * FLOAT_ULP * Math.abs(value) + Float.MIN_VALUE;
      assertThat(outputs[i]).isCloseTo(value, within(ulps));
      // The derivative is made from the rounded output: near saturation its error is absolute.
      double expected = upstream(i) * derivative(inputs[i]);
      assertThat(gradients[i]).isCloseTo(expected, within(2 * FLOAT_ULP * Math.abs(upstream(i))));
    }
  }

  @Test
  void nothingOutsideTheViewsIsWritten() {
    for (Precision precision : Precision.values()) {
      Matrix z = Matrix.zeros(precision, 1, 4);
      Matrix a = Matrix.zeros(precision, 1, 5);
      Matrix gradient = Matrix.zeros(precision, 1, 6);
      a.load(new double[] {7, 7, 7, 7, 7});
      gradient.load(new double[] {7, 7, 7, 7, 7, 7});
      z.load(new double[] {9, 0.5, 0.25, 9});
      activation().forward(z.columns(1, 2), a.columns(2, 2));
      activation().backward(z.columns(1, 2), a.columns(2, 2), gradient.columns(3, 2));
      assertThat(new double[] {a.at(0, 0), a.at(0, 1), a.at(0, 4)}).containsOnly(7);
      assertThat(a.at(0, 3)).isCloseTo(value(0.25), within(1e-7));
      assertThat(new double[] {gradient.at(0, 2), gradient.at(0, 5)}).containsOnly(7);
      assertThat(gradient.at(0, 4)).isCloseTo(7 * derivative(0.25), within(1e-6));
      assertThat(z.at(0, 1)).isEqualTo(0.5);
    }
  }

  @Test
  void isFoundByItsName() {
    assertThat(Activations.named(activation().name())).isEqualTo(activation());
  }

  @Test
  void arrivesAsItWasSent() {
    assertThat(SerializedCopy.of(activation())).isEqualTo(activation());
  }

  private static double upstream(int i) {
    return (i % 7 - 3) / 4.0;
  }

  private double[] forward(Precision precision, double[] inputs) {
    Matrix a = Matrix.zeros(precision, 1, inputs.length);
    activation().forward(matrix(precision, inputs), a);
    return elements(a);
  }

  private double[] backward(Precision precision, double[] inputs, double[] outputs) {
    double[] upstream = new double[inputs.length];
    Arrays.setAll(upstream, ActivationContractTest::upstream);
    Matrix gradient = matrix(precision, upstream);
    activation().backward(matrix(precision, inputs), matrix(precision, outputs), gradient);
    return elements(gradient);
  }

  private static Matrix matrix(Precision precision, double[] values) {
    Matrix matrix = Matrix.zeros(precision, 1, values.length);
    matrix.load(values);
    return matrix;
  }

  private static double[] elements(Matrix matrix) {
    double[] elements = new double[matrix.size()];
    matrix.addTo(elements);
    return elements;
  }
}
