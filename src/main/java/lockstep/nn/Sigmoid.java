package lockstep.nn;

import lockstep.linalg.Exponentials;
import lockstep.linalg.FloatMatrix;
import lockstep.linalg.Matrix;
import lockstep.linalg.PortableMath;

/** f(z) = 1 / (1 + e^-z), f' = f (1 - f); see {@link PortableMath#sigmoid}. */
public record Sigmoid() implements Activation {
  @Override
  public String name() {
    return "sigmoid";
  }

  @Override
  public double value(double z) {
    return PortableMath.sigmoid(z);
  }

  @Override
  public double derivative(double z, double value) {
    return value * (1 - value);
  }

  @Override
  public void forward(Matrix z, Matrix a) {
    ExponentialLoop.run(z, a, -1, Sigmoid::finish);
  }

  @Override
  public void backward(Matrix z, Matrix a, Matrix gradient) {
    if (a instanceof FloatMatrix floats) {
      float[] to = ((FloatMatrix) gradient).array();
      backward(floats.array(), a.offset(), to, gradient.offset(), a.size());
    } else {
      Activation.super.backward(z, a, gradient);
    }
  }

  private static void finish(double[] z, int count, Exponentials exponentials) {
    double[] scales = exponentials.scales();
    double[] fractions = exponentials.fractions();
    // Two loops: the bits are picked one by one, the divisions are made together.
    for (int i = 0; i < count; i++) {
      scales[i] *= 1 + fractions[i];
      z[i] = PortableMath.oneUnlessNegative(z[i], scales[i]);
    }
    for (int i = 0; i < count; i++) {
      z[i] /= 1 + scales[i];
    }
  }

  private static void backward(float[] a, int aOffset, float[] gradient, int offset, int size) {
    for (int i = 0; i < size; i++) {
      float value = a[aOffset + i];
      gradient[offset + i] *= value * (1 - value);
    }
  }
}
