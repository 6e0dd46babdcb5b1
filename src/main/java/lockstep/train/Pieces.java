package lockstep.train;

/**
 * Parameters cut into pieces of one length, whatever the crew: sums over a piece are added in the
 * order of the pieces.
 *
 * @param parameters p
 */
record Pieces(int parameters) {
  /** Long enough for a thread to take up, and short enough for its cache. */
  static final int LENGTH = 8192;

  int count() {
    return (parameters + LENGTH - 1) / LENGTH;
  }

  int from(int piece) {
    return piece * LENGTH;
  }

  int to(int piece) {
    return Math.min(parameters, (piece + 1) * LENGTH);
  }

  /** The sum over all pieces. */
  static double sum(double[] parts) {
    double sum = 0;
    for (double part : parts) {
      sum += part;
    }
    return sum;
  }
}
