package lockstep.nn;

import lockstep.linalg.DoubleMatrix;
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
      float[] from = floats.array();
      float[] to = ((FloatMatrix) a).array();
      float factor = (float) slope;
      for (int i = 0; i < z.size(); i++) {
        float input = from[z.offset() + i];
        to[a.offset() + i] = input > 0 ? input : factor * input;
      }
    } else {
      Activation.super.forward(z, a);
    }
  }

  @Override
  public void backward(Matrix z, Matrix a, Matrix gradient) {
    if (z instanceof FloatMatrix floats) {
      float[] from = floats.array();
      float[] to = ((FloatMatrix) gradient).array();
      float factor = (float) slope;
      for (int i = 0; i < z.size(); i++) {
        to[gradient.offset() + i] *= from[z.offset() + i] > 0 ? 1f : factor;
      }
    } else if (z instanceof DoubleMatrix) {
      Activation.super.backward(z, a, gradient);
    }
  }
}
