package lockstep.nn;

import java.io.Serializable;
import lockstep.linalg.DoubleMatrix;
import lockstep.linalg.FloatMatrix;
import lockstep.linalg.Matrix;

/**
 * An elementwise function between two layers. An implementation gives the function and its
 * derivative; it may override the loops where that is faster.
 */
public interface Activation extends Serializable {
  /** The name in job and model files. */
  String name();

  /** f(z). */
  double value(double z);

  /**
   * f'(z).
   *
   * @param value f(z), which many derivatives are cheaper from
   */
  double derivative(double z, double value);

  /**
   * a := f(z).
   *
   * @param z [units, n]. Not modified.
   * @param a [units, n]. Modified.
   */
  default void forward(Matrix z, Matrix a) {
    if (z instanceof FloatMatrix floats) {
      float[] from = floats.array();
      float[] to = ((FloatMatrix) a).array();
      for (int i = 0; i < z.size(); i++) {
        to[a.offset() + i] = (float) value(from[z.offset() + i]);
      }
    } else if (z instanceof DoubleMatrix doubles) {
      double[] from = doubles.array();
      double[] to = ((DoubleMatrix) a).array();
      for (int i = 0; i < z.size(); i++) {
        to[a.offset() + i] = value(from[z.offset() + i]);
      }
    }
  }

  /**
   * gradient := gradient f'(z), elementwise: from the gradient by a to the gradient by z.
   *
   * @param z [units, n]. Not modified.
   * @param a f(z), [units, n]. Not modified.
   * @param gradient [units, n]. Modified.
   */
  default void backward(Matrix z, Matrix a, Matrix gradient) {
    if (z instanceof FloatMatrix floats) {
      float[] inputs = floats.array();
      float[] outputs = ((FloatMatrix) a).array();
      float[] to = ((FloatMatrix) gradient).array();
      for (int i = 0; i < z.size(); i++) {
        to[gradient.offset() + i] *=
            (float) derivative(inputs[z.offset() + i], outputs[a.offset() + i]);
      }
    } else if (z instanceof DoubleMatrix doubles) {
      double[] inputs = doubles.array();
      double[] outputs = ((DoubleMatrix) a).array();
      double[] to = ((DoubleMatrix) gradient).array();
      for (int i = 0; i < z.size(); i++) {
        to[gradient.offset() + i] *= derivative(inputs[z.offset() + i], outputs[a.offset() + i]);
      }
    }
  }
}
