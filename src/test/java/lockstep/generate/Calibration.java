package lockstep.generate;

/**
 * Whether 0/1 labels were drawn with the stated probabilities: in ten bins of the probability, the
 * labels' sum is compared with its expectation in units of its own standard deviation sqrt(sum p (1
 * - p)).
 */
final class Calibration {
  /** A true truth exceeds 5 standard deviations in one of ten bins once in 170,000 tables. */
  static final double BOUND = 5;

  private static final int BINS = 10;

  private final double[] surplus = new double[BINS];
  private final double[] variance = new double[BINS];

  void add(double probability, double label) {
    int bin = Math.min((int) (BINS * probability), BINS - 1);
    surplus[bin] += label - probability;
    variance[bin] += probability * (1 - probability);
  }

  /** The greatest deviation of a bin, in standard deviations; 1 row's worth for the tiny bins. */
  double worst() {
    double worst = 0;
    for (int i = 0; i < BINS; i++) {
      worst = Math.max(worst, Math.abs(surplus[i]) / Math.sqrt(variance[i] + 1));
    }
    return worst;
  }
}
