package lockstep.generate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import lockstep.linalg.SplitMix64;

/**
 * Rows of very many features of which each has a few, as of words in texts: feature j is drawn with
 * a chance proportional to log((j + 2) / (j + 1)), so that the first are in nearly every row and
 * most in nearly none. The label depends on the first {@link #INFORMATIVE} of them, which are what
 * rows can tell about. Coefficients and intercept are such that over many rows the score has a
 * standard deviation of {@link GaussianRows#SIGNAL_SD}, and the label the rate that was asked for:
 * tables of all sizes are equally hard.
 */
final class SparseRows implements RowGenerator {
  static final int INFORMATIVE = 1000;
  static final String FEATURES = "features";
  static final String LABEL = "label";

  /** Values are 0.001, 0.002, ..., 1. */
  private static final int VALUES = 1000;

  /** Rows by which coefficients and intercept are set; of another stream than the table's. */
  private static final int SAMPLE = 4000;

  private static final int BISECTIONS = 60;

  private final int features;
  private final int nonZeros;
  private final long tableSeed;
  private final double logFeatures;
  private final double[] coefficients;
  private final LinearTruth truth;

  SparseRows(TableSpec spec) {
    features = spec.features();
    nonZeros = spec.nonZeros();
    tableSeed = SplitMix64.derive(spec.seed(), spec.kind().word());
    logFeatures = StrictMath.log(features + 1.0);
    coefficients = new double[Math.min(INFORMATIVE, features)];
    SplitMix64 random = new SplitMix64(SplitMix64.derive(tableSeed, "coefficients"));
    for (int j = 0; j < coefficients.length; j++) {
      coefficients[j] = random.nextGaussian();
    }
    double intercept = calibrate(spec.positiveRate());
    truth = describe(intercept);
  }

  @Override
  public List<Column> columns() {
    return List.of(
        new Column(FEATURES, Column.Type.VECTOR), new Column(LABEL, Column.Type.INTEGER));
  }

  @Override
  public LinearTruth truth() {
    return truth;
  }

  @Override
  public GeneratedRow row(long number) {
    SplitMix64 random = new SplitMix64(SplitMix64.derive(tableSeed, number));
    SortedMap<Integer, Double> vector = vector(random);
    double[] scores = {score(vector, truth.outputs().get(0).intercept())};
    double[] labels = truth.draw(scores, random);
    Object[] cells = {Collections.unmodifiableSortedMap(vector), (long) labels[0]};
    return new GeneratedRow(cells, scores, labels);
  }

  private SortedMap<Integer, Double> vector(SplitMix64 random) {
    SortedMap<Integer, Double> vector = new TreeMap<>();
    while (vector.size() < nonZeros) {
      int feature = feature(random);
      // One that the row has already stands for the next that it has not.
      while (vector.containsKey(feature)) {
        feature = (feature + 1) % features;
      }
      vector.put(feature, (1 + random.nextInt(VALUES)) / (double) VALUES);
    }
    return vector;
  }

  private int feature(SplitMix64 random) {
    int from1 = (int) StrictMath.exp(random.nextDouble() * logFeatures);
    return Math.min(from1, features) - 1;
  }

  private double score(SortedMap<Integer, Double> vector, double intercept) {
    double score = intercept;
    for (Map.Entry<Integer, Double> entry : vector.headMap(coefficients.length).entrySet()) {
      score += coefficients[entry.getKey()] * entry.getValue();
    }
    return score;
  }

  /** Scales the coefficients, and gives the intercept. */
  private double calibrate(double rate) {
    double[] scores = new double[SAMPLE];
    double mean = 0;
    for (int i = 0; i < SAMPLE; i++) {
      long stream = SplitMix64.derive(tableSeed, "sample");
      scores[i] = score(vector(new SplitMix64(SplitMix64.derive(stream, i))), 0);
      mean += scores[i] / SAMPLE;
    }
    double squares = 0;
    for (double score : scores) {
      squares += (score - mean) * (score - mean);
    }
    double scale = GaussianRows.SIGNAL_SD / Math.sqrt(squares / SAMPLE);
    for (int j = 0; j < coefficients.length; j++) {
      coefficients[j] *= scale;
    }
    return intercept(scores, mean, scale, rate);
  }

  /** Where the mean probability is the rate, found by halving. */
  private static double intercept(double[] scores, double mean, double scale, double rate) {
    double low = -50;
    double high = 50;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (low + high) / 2;
      double sum = 0;
      for (double score : scores) {
        sum += Link.sigmoid(middle + scale * (score - mean));
      }
      if (sum < rate * scores.length) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low - scale * mean;
  }

  private LinearTruth describe(double intercept) {
    List<Term> terms = new ArrayList<>();
    for (int j = 0; j < coefficients.length; j++) {
      terms.add(new Term.Element(FEATURES, j, coefficients[j]));
    }
    return new LinearTruth(Link.LOGISTIC, List.of(new LinearScore(LABEL, intercept, terms)), 0);
  }
}
