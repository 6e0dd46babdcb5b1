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

  /** What is done to a piece. */
  @FunctionalInterface
  interface Work {
    /** The elements {@code from} to {@code to} - 1, which are piece {@code number}. */
    void accept(int number, int from, int to);
  }

  /** Does the pieces, in any order, and returns when all are done. */
  void share(Crew crew, Work work) {
    crew.share(
        count(),
        piece -> work.accept(piece, piece * LENGTH, Math.min(parameters, (piece + 1) * LENGTH)));
  }

  int count() {
    return (parameters + LENGTH - 1) / LENGTH;
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
