package lockstep.nn;

import lockstep.linalg.DoubleMatrix;
import lockstep.linalg.FloatMatrix;
import lockstep.linalg.Matrix;

/**
 * f(z) = z if z &gt; 0, else slope z; the plain ReLU is slope 0. The derivative at 0 is the
 * slope's.
 *
 * <p>The loops have no branches, which would be mispredicted every other time, and no minima and
 * maxima, which Java 17 turns into branches when it has seen them predictable elsewhere: what is
 * left is what the compiler turns into vector instructions.
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
    } else if (z instanceof DoubleMatrix doubles) {
      forward(doubles.array(), z.offset(), ((DoubleMatrix) a).array(), a.offset(), z.size());
    }
  }

  @Override
  public void backward(Matrix z, Matrix a, Matrix gradient) {
    if (z instanceof FloatMatrix floats) {
      float[] to = ((FloatMatrix) gradient).array();
      backward(floats.array(), z.offset(), to, gradient.offset(), z.size());
    } else if (z instanceof DoubleMatrix doubles) {
      double[] to = ((DoubleMatrix) gradient).array();
      backward(doubles.array(), z.offset(), to, gradient.offset(), z.size());
    }
  }

  /** z/2 + |z|/2 is z or 0, and z/2 - |z|/2 is 0 or z: exactly, since halves are exact. */
  private void forward(float[] z, int zOffset, float[] a, int aOffset, int size) {
    float factor = (float) slope;
    for (int i = 0; i < size; i++) {
      float half = 0.5f * z[zOffset + i];
      float magnitude = Math.abs(half);
      a[aOffset + i] = (half + magnitude) + factor * (half - magnitude);
    }
  }

  private void forward(double[] z, int zOffset, double[] a, int aOffset, int size) {
    double factor = slope;
    for (int i = 0; i < size; i++) {
      double half = 0.5 * z[zOffset + i];
      double magnitude = Math.abs(half);
      a[aOffset + i] = (half + magnitude) + factor * (half - magnitude);
    }
  }

  /**
   * The step function is max(z, 0) / (|z| + least normal number): 0, or 1 for every z that is not
   * as small as that.
   */
  private void backward(float[] z, int zOffset, float[] gradient, int offset, int size) {
    float factor = (float) slope;
    float rise = 1 - factor;
    for (int i = 0; i < size; i++) {
      float half = 0.5f * z[zOffset + i];
      float magnitude = Math.abs(half);
      float step = (half + magnitude) / (magnitude + magnitude + Float.MIN_NORMAL);
      gradient[offset + i] *= factor + rise * step;
    }
  }

  private void backward(double[] z, int zOffset, double[] gradient, int offset, int size) {
    double factor = slope;
    double rise = 1 - factor;
    for (int i = 0; i < size; i++) {
      double half = 0.5 * z[zOffset + i];
      double magnitude = Math.abs(half);
      double step = (half + magnitude) / (magnitude + magnitude + Double.MIN_NORMAL);
      gradient[offset + i] *= factor + rise * step;
    }
  }
}
