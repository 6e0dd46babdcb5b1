package lockstep.nn;

import lockstep.linalg.SplitMix64;
import lockstep.nn.ParameterLayout.Slot;

/**
 * Where training starts: biases at 0, weights as said. Each layer draws from a stream of its own,
 * seeded by its name, so that a change to one layer leaves the others' start alone.
 */
public enum Initialization {
  /**
   * Uniform in +-sqrt(6 / (inputs + units)) (Glorot and Bengio, "Understanding the difficulty of
   * training deep feedforward neural networks", 2010, equation 16; the default of Keras).
   */
  GLOROT_UNIFORM {
    @Override
    double draw(SplitMix64 random, Slot slot) {
      return Math.sqrt(6.0 / (slot.inputs() + slot.units())) * (2 * random.nextDouble() - 1);
    }
  },
  /**
   * Normal with variance 2 / inputs, within two standard deviations of the normal it is cut from
   * (He et al., "Delving deep into rectifiers", 2015, equation 10; cut as in Keras).
   */
  HE_NORMAL {
    @Override
    double draw(SplitMix64 random, Slot slot) {
      double deviate = random.nextGaussian();
      while (Math.abs(deviate) > 2) {
        deviate = random.nextGaussian();
      }
      return Math.sqrt(2.0 / slot.inputs()) / CUT_DEVIATION * deviate;
    }
  },
  /** All 0: for a model without hidden layer, whose objective is convex. */
  ZEROS {
    @Override
    double draw(SplitMix64 random, Slot slot) {
      return 0;
    }
  };

  private static final String PURPOSE = "initial weights";

  /** The standard deviation of a standard normal within +-2. */
  private static final double CUT_DEVIATION = 0.8796256610342398;

  abstract double draw(SplitMix64 random, Slot slot);

  /** The usual start of a network: zeros without hidden layer, else Glorot's. */
  public static Initialization of(Network network) {
    return network.layers().size() == 1 ? ZEROS : GLOROT_UNIFORM;
  }

  /**
   * The usual start of a network.
   *
   * @return parameters [p]
   */
  public static double[] initialize(Network network, long seed) {
    return of(network).start(network, seed);
  }

  /**
   * The start of a network.
   *
   * @return parameters [p]
   */
  public double[] start(Network network, long seed) {
    double[] parameters = new double[network.layout().size()];
    for (Slot slot : network.layout().slots()) {
      SplitMix64 random =
          new SplitMix64(SplitMix64.derive(SplitMix64.derive(seed, PURPOSE), slot.name()));
      for (int i = slot.weightOffset(); i < slot.biasOffset(); i++) {
        parameters[i] = draw(random, slot);
      }
    }
    return parameters;
  }
}
