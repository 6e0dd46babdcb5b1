package lockstep.spark.engine;

/**
 * How much a run is, for descriptions and rates.
 *
 * @param epochs at most; 0 if unknown
 * @param rows of an epoch
 */
public record RunSize(int epochs, long rows) {
  /** Of a run whose length nobody has said. */
  static final RunSize UNKNOWN = new RunSize(0, 0);

  /** An epoch by its number from 1, as {@code epoch 12 of 100}. */
  String epoch(int number) {
    return epochs == 0 ? "epoch " + number : "epoch %d of %d".formatted(number, epochs);
  }

  /** All epochs from that number on. */
  String epochsFrom(int number) {
    return number >= epochs
        ? epoch(number)
        : "epochs %d to %d of %d".formatted(number, epochs, epochs);
  }
}
