package lockstep.spark.engine;

/**
 * How long to wait before the next question whether there is work: short at first, then longer in
 * proportion to the wait so far, so that waiting costs neither the driver nor the cores.
 */
final class Pauses {
  private static final long SHORTEST_NANOS = 50_000;
  private static final long LONGEST_NANOS = 20_000_000;

  private long begun;

  /** A wait begins. */
  void begin() {
    begun = System.nanoTime();
  }

  /** The next pause in nanoseconds. */
  long next() {
    long waited = System.nanoTime() - begun;
    return Math.max(SHORTEST_NANOS, Math.min(LONGEST_NANOS, waited / 4));
  }

  /** The wait has ended. */
  void end() {}
}
