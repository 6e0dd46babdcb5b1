package lockstep.nn;

import java.util.ArrayList;
import java.util.List;
import lockstep.linalg.Matrix;
import lockstep.linalg.Precision;

/**
 * The buffers of one forward and backward pass: pre-activations, outputs and gradients of each
 * layer. Made once and used for every batch up to its capacity; belongs to one thread.
 */
public final class Pass {
  private final int capacity;
  private final List<Buffers> layers = new ArrayList<>();
  private int rows;

  private record Buffers(Matrix preActivation, Matrix output, Matrix gradient) {}

  /**
   * Buffers for batches of up to {@code capacity} rows.
   *
   * @param precision of parameters and features
   */
  public Pass(Network network, Precision precision, int capacity) {
    this.capacity = capacity;
    for (Layer layer : network.layers()) {
      Matrix z = Matrix.zeros(precision, layer.units(), capacity);
      Matrix a = layer.activation() == null ? z : Matrix.zeros(precision, layer.units(), capacity);
      layers.add(new Buffers(z, a, Matrix.zeros(precision, layer.units(), capacity)));
    }
  }

  /** The number of rows that fit. */
  public int capacity() {
    return capacity;
  }

  /**
   * The gradient of the loss by the logits [k, n] of the last forward pass, to be written by the
   * loss.
   */
  public Matrix logitGradient() {
    return gradient(layers.size() - 1);
  }

  void begin(int batchRows) {
    if (batchRows > capacity) {
      throw new IllegalArgumentException(
          "Cannot pass %d rows through buffers for %d".formatted(batchRows, capacity));
    }
    rows = batchRows;
  }

  Matrix preActivation(int layer) {
    return layers.get(layer).preActivation.columns(0, rows);
  }

  Matrix output(int layer) {
    return layers.get(layer).output.columns(0, rows);
  }

  Matrix gradient(int layer) {
    return layers.get(layer).gradient.columns(0, rows);
  }
}
