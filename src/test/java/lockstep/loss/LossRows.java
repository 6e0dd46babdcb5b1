package lockstep.loss;

import java.util.Arrays;
import lockstep.linalg.DoubleMatrix;
import lockstep.linalg.Matrix;
import lockstep.linalg.Precision;
import lockstep.linalg.SplitMix64;

/** n rows as a loss sees them: logits [k, n], labels [m, n], weights [1, n]. */
record LossRows(Matrix logits, DoubleMatrix labels, DoubleMatrix weights) {
  /**
   * The loss sum and its gradient [k n]. The gradient starts as NaN, to see that it is overwritten.
   */
  record Sum(double loss, double[] gradient) {}

  /** One number of a label, drawn. */
  interface LabelDraw {
    double draw(SplitMix64 random, int logits);
  }

  /** Logits uniform in +-{@code reach}, weights in 0.5 to 3. */
  static LossRows draw(Loss loss, LabelDraw draw, int k, int n, double reach, long seed) {
    SplitMix64 random = new SplitMix64(seed);
    double[] logits = new double[k * n];
    double[] labels = new double[loss.labelSize(k) * n];
    double[] weights = new double[n];
    Arrays.setAll(logits, i -> reach * (2 * random.nextDouble() - 1));
    Arrays.setAll(labels, i -> draw.draw(random, k));
    Arrays.setAll(weights, i -> 0.5 + 2.5 * random.nextDouble());
    return new LossRows(
        DoubleMatrix.of(logits, k, n),
        DoubleMatrix.of(labels, labels.length / n, n),
        DoubleMatrix.of(weights, 1, n));
  }

  int count() {
    return logits.columns();
  }

  Sum sum(Loss loss) {
    Matrix gradient = Matrix.zeros(logits.precision(), logits.rows(), count());
    double[] values = new double[gradient.size()];
    Arrays.fill(values, Double.NaN);
    gradient.load(values);
    double sum = loss.sum(logits, labels, weights, gradient);
    Arrays.fill(values, 0);
    gradient.addTo(values);
    return new Sum(sum, values);
  }

  /** Views of the rows from {@code from} to before {@code to}. */
  LossRows slice(int from, int to) {
    int n = to - from;
    return new LossRows(
        logits.columns(from, n),
        labels.view(from * labels.rows(), labels.rows(), n),
        weights.view(from, 1, n));
  }

  /** Copies of the rows of these numbers. */
  LossRows select(int... numbers) {
    LossRows selected =
        new LossRows(
            Matrix.zeros(logits.precision(), logits.rows(), numbers.length),
            DoubleMatrix.zeros(labels.rows(), numbers.length),
            DoubleMatrix.zeros(1, numbers.length));
    for (int i = 0; i < numbers.length; i++) {
      logits.copyColumns(numbers[i], 1, selected.logits, i);
      labels.copyColumns(numbers[i], 1, selected.labels, i);
      weights.copyColumns(numbers[i], 1, selected.weights, i);
    }
    return selected;
  }

  /** Copies of all rows with one weight for each. */
  LossRows weighted(double weight) {
    LossRows copy = select(java.util.stream.IntStream.range(0, count()).toArray());
    for (int j = 0; j < count(); j++) {
      copy.weights.set(0, j, weight);
    }
    return copy;
  }

  /** The same rows, logits rounded to {@code precision}. */
  LossRows rounded(Precision precision) {
    double[] values = new double[logits.size()];
    logits.addTo(values);
    Matrix rounded = Matrix.zeros(precision, logits.rows(), count());
    rounded.load(values);
    return new LossRows(rounded, labels, weights);
  }
}
