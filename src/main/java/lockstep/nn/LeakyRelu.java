package lockstep.nn;

import lockstep.linalg.FloatMatrix;
import lockstep.linalg.Matrix;

/**
 * f(z) = z if z &gt; 0, else slope z; the plain ReLU is slope 0. The derivative at 0 is the
 * slope's.
 *
 * @param slope of the negative side
 */
public record LeakyRelu(double slope) implements Activation {
  /** The slope of {@code leaky-relu}: that of the theory and of PyTorch (Keras has 0.3). */
  public static final double DEFAULT_SLOPE = 0.01;

  @Override
  public String name() {
    return slope == 0 ? "relu" : "leaky-relu";
  }

  @Override
  public double value(double z) {
    return z > 0 ? z : slope * z;
  }

  @Override
  public double derivative(double z, double value) {
    return z > 0 ? 1 : slope;
  }

  @Override
  public void forward(Matrix z, Matrix a) {
    if (z instanceof FloatMatrix floats) {
      forward(floats.array(), z.offset(), ((FloatMatrix) a).array(), a.offset(), z.size());
    } else {
      Activation.super.forward(z, a);
    }
  }

  @Override
  public void backward(Matrix z, Matrix a, Matrix gradient) {
    if (z instanceof FloatMatrix floats) {
      float[] to = ((FloatMatrix) gradient).array();
      backward(floats.array(), z.offset(), to, gradient.offset(), z.size());
    } else {
      Activation.super.backward(z, a, gradient);
    }
  }

  // No branches in these loops: minima and maxima are what the compiler turns into vector
  // instructions.

  private void forward(float[] z, int zOffset, float[] a, int aOffset, int size) {
    float factor = (float) slope;
    for (int i = 0; i < size; i++) {
      float input = z[zOffset + i];
      a[aOffset + i] = Math.max(input, 0f) + factor * Math.min(input, 0f);
    }
  }

  /** The step function is min(1, max(0, z 2^127)): 1 for every normal z above 0. */
  private void backward(float[] z, int zOffset, float[] gradient, int offset, int size) {
    float factor = (float) slope;
    float rise = 1 - factor;
    for (int i = 0; i < size; i++) {
      float step = Math.min(1f, Math.max(0f, z[zOffset + i] * 0x1p127f));
      gradient[offset + i] *= factor + rise * step;
    }
  }
}
