package lockstep.optim;

/**
 * What the last steps tell of the curvature: pairs of a move s and the change y of the gradient
 * along it. From them the inverse Hessian is estimated and multiplied with a vector by two loops,
 * without being formed (Nocedal and Wright, "Numerical optimization", 2006, algorithm 7.4).
 *
 * @param moves s, [p] each, the oldest first
 * @param changes y, [p] each
 */
record CurvaturePairs(double[][] moves, double[][] changes) {
  static final CurvaturePairs NONE = new CurvaturePairs(new double[0][], new double[0][]);

  int size() {
    return moves.length;
  }

  /**
   * With one more pair, the oldest left out beyond {@code memory}; the same if the curvature along
   * the move is not above 0, within rounding.
   *
   * @param move s, [p]. Kept.
   * @param change y, [p]. Kept.
   */
  CurvaturePairs plus(double[] move, double[] change, int memory) {
    if (!(Vectors.dot(move, change) > Math.ulp(1.0) * Vectors.dot(change, change))) {
      return this;
    }
    return new CurvaturePairs(newest(moves, move, memory), newest(changes, change, memory));
  }

  private static double[][] newest(double[][] before, double[] last, int memory) {
    int kept = Math.min(before.length, memory - 1);
    double[][] after = new double[kept + 1][];
    System.arraycopy(before, before.length - kept, after, 0, kept);
    after[kept] = last;
    return after;
  }

  /**
   * -H g, where H is the estimate from these pairs on top of (s'y / y'y) I of the newest; without
   * any, -g.
   *
   * @param gradient g, [p]. Not modified.
   */
  double[] descent(double[] gradient) {
    double[] direction = new double[gradient.length];
    for (int i = 0; i < direction.length; i++) {
      direction[i] = -gradient[i];
    }
    int pairs = size();
    if (pairs == 0) {
      return direction;
    }
    double[] shares = new double[pairs];
    double[] curvatures = new double[pairs];
    for (int i = pairs - 1; i >= 0; i--) {
      curvatures[i] = Vectors.dot(moves[i], changes[i]);
      shares[i] = Vectors.dot(moves[i], direction) / curvatures[i];
      Vectors.add(-shares[i], changes[i], direction);
    }
    double[] newest = changes[pairs - 1];
    double scale = curvatures[pairs - 1] / Vectors.dot(newest, newest);
    for (int i = 0; i < direction.length; i++) {
      direction[i] *= scale;
    }
    for (int i = 0; i < pairs; i++) {
      double share = Vectors.dot(changes[i], direction) / curvatures[i];
      Vectors.add(shares[i] - share, moves[i], direction);
    }
    return direction;
  }
}
