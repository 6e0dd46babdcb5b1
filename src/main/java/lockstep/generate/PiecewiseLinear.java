package lockstep.generate;

/** The continuous function that is linear between the given points; x ascending, not empty. */
record PiecewiseLinear(double[] x, double[] y) {
  /** The value at {@code t}; the ends go on as constants. */
  double at(double t) {
    if (t <= x[0]) {
      return y[0];
    }
    for (int i = 1; i < x.length; i++) {
      if (t <= x[i]) {
        return y[i - 1] + (y[i] - y[i - 1]) * ((t - x[i - 1]) / (x[i] - x[i - 1]));
      }
    }
    return y[y.length - 1];
  }
}
