package lockstep.nn;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import lockstep.linalg.Matrix;

/**
 * Where each layer's parameters stand in the flat vector: layer by layer, the weights [units,
 * inputs] column-major, then the biases [units].
 */
public final class ParameterLayout implements Serializable {
  private static final long serialVersionUID = 1;

  /**
   * The place of one layer.
   *
   * @param name of the layer, such as {@code hidden-1} or {@code output}
   * @param inputs columns of its weight matrix
   * @param units rows of its weight matrix, and number of biases
   * @param weightOffset index of its first weight
   */
  public record Slot(String name, int inputs, int units, int weightOffset) implements Serializable {
    /** Index of the first bias. */
    public int biasOffset() {
      return weightOffset + inputs * units;
    }

    /** Index after the last bias. */
    public int end() {
      return biasOffset() + units;
    }

    /** A view [units, inputs] of the weights in {@code parameters} [p, 1]. */
    public Matrix weights(Matrix parameters) {
      return parameters.view(weightOffset, units, inputs);
    }

    /** A view [units, 1] of the biases in {@code parameters} [p, 1]. */
    public Matrix biases(Matrix parameters) {
      return parameters.view(biasOffset(), units, 1);
    }
  }

  private final List<Slot> slots;

  ParameterLayout(int inputs, List<Layer> layers) {
    List<Slot> placed = new ArrayList<>();
    int width = inputs;
    long offset = 0;
    for (Layer layer : layers) {
      placed.add(new Slot(layer.name(), width, layer.units(), Math.toIntExact(offset)));
      offset += (width + 1L) * layer.units();
      if (offset > Integer.MAX_VALUE - 8) {
        throw new IllegalArgumentException(
            "Cannot lay out a network of %d parameters or more: expected fewer than 2^31"
                .formatted(offset));
      }
      width = layer.units();
    }
    slots = List.copyOf(placed);
  }

  /** The layers' places, first to last. */
  public List<Slot> slots() {
    return slots;
  }

  /** p, the number of parameters. */
  public int size() {
    return slots.get(slots.size() - 1).end();
  }
}
