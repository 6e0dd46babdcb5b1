package lockstep.nn;

import java.util.ArrayList;
import java.util.List;

/** The forward pass of one row as the formula is written, a = f(W x + b), to check against. */
public final class LoopForward {
  private LoopForward() {}

  /**
   * z of every layer; the last is the logits.
   *
   * @param parameters [p]: layer by layer, weights [units, inputs] column-major, then biases
   * @param features [d]
   */
  public static List<double[]> preActivations(
      Network network, double[] parameters, double[] features) {
    List<double[]> all = new ArrayList<>();
    double[] input = features;
    int at = 0;
    for (Layer layer : network.layers()) {
      double[] z = new double[layer.units()];
      double[] output = new double[layer.units()];
      int biases = at + layer.units() * input.length;
      for (int i = 0; i < layer.units(); i++) {
        z[i] = parameters[biases + i];
        for (int j = 0; j < input.length; j++) {
          z[i] += parameters[at + i + j * layer.units()] * input[j];
        }
        output[i] = layer.activation() == null ? z[i] : layer.activation().value(z[i]);
      }
      all.add(z);
      input = output;
      at = biases + layer.units();
    }
    return all;
  }

  /** The logits [k]. */
  public static double[] logits(Network network, double[] parameters, double[] features) {
    List<double[]> all = preActivations(network, parameters, features);
    return all.get(all.size() - 1);
  }

  /** The distance from 0 of the hidden pre-activation that is nearest to it. */
  public static double distanceFromKinks(Network network, double[] parameters, double[] features) {
    List<double[]> all = preActivations(network, parameters, features);
    double nearest = Double.POSITIVE_INFINITY;
    for (double[] z : all.subList(0, all.size() - 1)) {
      for (double element : z) {
        nearest = Math.min(nearest, Math.abs(element));
      }
    }
    return nearest;
  }
}
