package lockstep.nn;

import lockstep.linalg.Exponentials;
import lockstep.linalg.FloatMatrix;
import lockstep.linalg.Matrix;
import lockstep.linalg.PortableMath;

/** f(z) = tanh z, f' = 1 - f^2; see {@link PortableMath#tanh}. */
public record Tanh() implements Activation {
  @Override
  public String name() {
    return "tanh";
  }

  @Override
  public double value(double z) {
    return PortableMath.tanh(z);
  }

  @Override
  public double derivative(double z, double value) {
    return 1 - value * value;
  }

  @Override
  public void forward(Matrix z, Matrix a) {
    ExponentialLoop.run(z, a, -2, Tanh::finish);
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
    for (int i = 0; i < count; i++) {
      scales[i] = PortableMath.tanhOfSize(scales[i], fractions[i]);
    }
    for (int i = 0; i < count; i++) {
      z[i] = Math.copySign(scales[i], z[i]);
    }
  }

  private static void backward(float[] a, int aOffset, float[] gradient, int offset, int size) {
    for (int i = 0; i < size; i++) {
      float value = a[aOffset + i];
      gradient[offset + i] *= 1 - value * value;
    }
  }
}
