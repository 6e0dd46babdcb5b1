package lockstep.nn;

import java.io.Serializable;

/**
 * A dense layer: a = f(W x + b).
 *
 * @param name unique in its network
 * @param units number of outputs, at least 1
 * @param activation f, or null for the linear layer that gives logits
 */
public record Layer(String name, int units, Activation activation) implements Serializable {
  /** Checks the number of units. */
  public Layer {
    if (units < 1) {
      throw new IllegalArgumentException(
          "Cannot make layer %s: expected 1 unit or more, found %d".formatted(name, units));
    }
  }
}
