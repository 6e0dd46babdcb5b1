package lockstep.nn;

import lockstep.linalg.SplitMix64;
import lockstep.nn.ParameterLayout.Slot;

/** Where training starts. */
public final class Initialization {
  private static final String PURPOSE = "initial weights";

  private Initialization() {}

  /**
   * Biases 0; weights uniform in +-sqrt(6 / (inputs + units)) (Glorot and Bengio, "Understanding
   * the difficulty of training deep feedforward neural networks", 2010, equation 16; the default of
   * Keras). A model without hidden layer starts at 0: its objective is convex. Each layer draws
   * from a stream of its own, seeded by its name, so that a change to one layer leaves the others'
   * start alone.
   *
   * @return parameters [p]
   */
  public static double[] initialize(Network network, long seed) {
    double[] parameters = new double[network.layout().size()];
    if (network.layers().size() == 1) {
      return parameters;
    }
    for (Slot slot : network.layout().slots()) {
      SplitMix64 random =
          new SplitMix64(SplitMix64.derive(SplitMix64.derive(seed, PURPOSE), slot.name()));
      double limit = Math.sqrt(6.0 / (slot.inputs() + slot.units()));
      for (int i = slot.weightOffset(); i < slot.biasOffset(); i++) {
        parameters[i] = limit * (2 * random.nextDouble() - 1);
      }
    }
    return parameters;
  }
}
