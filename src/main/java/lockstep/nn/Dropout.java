package lockstep.nn;

import java.io.Serializable;
import java.util.List;
import lockstep.linalg.SplitMix64;

/**
 * Which outputs of hidden layers a row goes without in a step of training: each with the rate r of
 * its layer; those that stay are multiplied with 1 / (1 - r), so that a layer hands on what it
 * would without dropout in the mean over masks (Srivastava et al., "Dropout: a simple way to
 * prevent neural networks from overfitting", 2014, in the inverted form of Keras).
 *
 * <p>A unit's fate is a function of seed, step, shard, row of the shard, layer and unit, and of
 * nothing else: neither the cluster nor a retry nor a resumed run has a say in it.
 *
 * @param rates r of each hidden layer, 0 or more and less than 1; none: all are 0
 */
public record Dropout(List<Double> rates) implements Serializable {
  /** Every unit stays. */
  public static final Dropout NONE = new Dropout(List.of());

  private static final String PURPOSE = "dropout";

  /** The list is copied; checks the rates. */
  public Dropout {
    rates = List.copyOf(rates);
    if (!rates.stream().allMatch(rate -> rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException(
          "Cannot drop out units by %s: expected rates of 0 or more and less than 1"
              .formatted(rates));
    }
  }

  /** Whether a unit may be left out at all. */
  public boolean active() {
    return rates.stream().anyMatch(rate -> rate > 0);
  }

  /** r of a layer, counted from 0. */
  double rate(int layer) {
    return layer < rates.size() ? rates.get(layer) : 0;
  }

  /**
   * The seed of a shard's masks in a step; {@link #rowSeed} makes of it that of a row.
   *
   * @param seed of the run
   * @param step number of the update, from 0, over all epochs
   */
  public static long shardSeed(long seed, long step, int shard) {
    return SplitMix64.derive(SplitMix64.derive(seed, PURPOSE), step, shard);
  }

  /** The seed of the masks of a row of that number in its shard. */
  public static long rowSeed(long shardSeed, int row) {
    return SplitMix64.derive(shardSeed, row);
  }

  /**
   * Draws the mask of a row in a layer: 0, or 1 / (1 - r).
   *
   * @param mask [units]. Overwritten.
   */
  void draw(long rowSeed, int layer, double[] mask) {
    SplitMix64 random = new SplitMix64(SplitMix64.derive(rowSeed, layer));
    double rate = rate(layer);
    double kept = 1 / (1 - rate);
    for (int unit = 0; unit < mask.length; unit++) {
      mask[unit] = random.nextDouble() >= rate ? kept : 0;
    }
  }
}
