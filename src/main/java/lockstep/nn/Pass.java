package lockstep.nn;

import java.util.ArrayList;
import java.util.List;
import lockstep.linalg.Elementwise;
import lockstep.linalg.Matrix;
import lockstep.linalg.Precision;

/**
 * The buffers of one forward and backward pass: pre-activations, outputs and gradients of each
 * layer, and the masks of those with dropout. Made once and used for every batch up to its
 * capacity; belongs to one thread.
 */
public final class Pass {
  private final int capacity;
  private final Dropout dropout;
  private final List<Buffers> layers = new ArrayList<>();
  private int rows;

  /** What a layer hands on is its output, or where there is a mask, their product. */
  private record Buffers(
      Matrix preActivation, Matrix output, Matrix gradient, Matrix mask, Matrix handedOn) {
    boolean isMasked() {
      return handedOn != output;
    }
  }

  /**
   * Buffers for batches of up to {@code capacity} rows, in which every unit takes part.
   *
   * @param precision of parameters and features
   */
  public Pass(Network network, Precision precision, int capacity) {
    this(network, precision, capacity, Dropout.NONE);
  }

  /**
   * Buffers for batches of up to {@code capacity} rows.
   *
   * @param precision of parameters and features
   * @param dropout with whose masks {@link #drawMasks} fills them
   */
  public Pass(Network network, Precision precision, int capacity, Dropout dropout) {
    this.capacity = capacity;
    this.dropout = dropout;
    for (Layer layer : network.layers()) {
      Matrix z = Matrix.zeros(precision, layer.units(), capacity);
      Matrix a = layer.activation() == null ? z : Matrix.zeros(precision, layer.units(), capacity);
      Matrix g = Matrix.zeros(precision, layer.units(), capacity);
      boolean masked = layer.activation() != null && dropout.rate(layers.size()) > 0;
      Matrix mask = Matrix.zeros(precision, layer.units(), masked ? capacity : 0);
      layers.add(
          new Buffers(
              z, a, g, mask, masked ? Matrix.zeros(precision, layer.units(), capacity) : a));
    }
  }

  /**
   * Draws the masks of the next forward pass.
   *
   * @param rowSeeds of its rows, at least {@code count}; see {@link Dropout#rowSeed}. Not modified.
   */
  public void drawMasks(long[] rowSeeds, int count) {
    for (int layer = 0; layer < layers.size(); layer++) {
      if (layers.get(layer).isMasked()) {
        Matrix mask = layers.get(layer).mask;
        double[] column = new double[mask.rows()];
        for (int j = 0; j < count; j++) {
          dropout.draw(rowSeeds[j], layer, column);
          mask.writeColumn(j, column);
        }
      }
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

  /** What the next layer sees of {@link #output}, which stands. */
  Matrix handOn(int layer) {
    Buffers buffers = layers.get(layer);
    if (buffers.isMasked()) {
      Elementwise.multiply(output(layer), mask(buffers), handedOn(layer));
    }
    return handedOn(layer);
  }

  /** What {@link #handOn} gave. */
  Matrix handedOn(int layer) {
    return layers.get(layer).handedOn.columns(0, rows);
  }

  /** From the gradient by what was handed on to the gradient by the output. */
  void maskGradient(int layer) {
    Buffers buffers = layers.get(layer);
    if (buffers.isMasked()) {
      Elementwise.multiply(gradient(layer), mask(buffers), gradient(layer));
    }
  }

  private Matrix mask(Buffers buffers) {
    return buffers.mask.columns(0, rows);
  }

  Matrix gradient(int layer) {
    return layers.get(layer).gradient.columns(0, rows);
  }
}
