package lockstep.generate;

import java.util.Arrays;
import lockstep.linalg.SplitMix64;

/** How true scores become a distribution over labels, and what a row costs who knows the scores. */
public enum Link {
  /**
   * Each label is 1 with probability sigmoid(z) = 1 / (1 + exp(-z)), independently given the row.
   */
  LOGISTIC {
    @Override
    public double[] expected(double[] scores) {
      return Arrays.stream(scores).map(Link::sigmoid).toArray();
    }

    /** Mean over the labels of max(z, 0) - z y + log1p(exp(-|z|)). */
    @Override
    public double loss(double[] scores, double[] labels) {
      double sum = 0;
      for (int i = 0; i < scores.length; i++) {
        double z = scores[i];
        // -log(sigmoid(z)) is infinite where exp(-z) overflows; this is the same number.
        sum += Math.max(z, 0) - z * labels[i] + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
      }
      return sum / scores.length;
    }

    @Override
    double[] draw(double[] scores, double noiseSd, SplitMix64 random) {
      return Arrays.stream(scores)
          .map(score -> random.nextDouble() < sigmoid(score) ? 1 : 0)
          .toArray();
    }
  },

  /** The label is class i with probability exp(z_i) / sum_j exp(z_j). */
  SOFTMAX {
    @Override
    public double[] expected(double[] scores) {
      double greatest = Arrays.stream(scores).max().orElseThrow();
      double[] terms = Arrays.stream(scores).map(z -> StrictMath.exp(z - greatest)).toArray();
      double sum = sum(terms);
      return Arrays.stream(terms).map(term -> term / sum).toArray();
    }

    /** log(sum_j exp(z_j)) - z_y. */
    @Override
    public double loss(double[] scores, double[] labels) {
      double greatest = Arrays.stream(scores).max().orElseThrow();
      // Shifted by the greatest score: exp alone overflows from 710.
      double[] terms = Arrays.stream(scores).map(z -> StrictMath.exp(z - greatest)).toArray();
      return greatest + StrictMath.log(sum(terms)) - scores[(int) labels[0]];
    }

    @Override
    double[] draw(double[] scores, double noiseSd, SplitMix64 random) {
      double[] probabilities = expected(scores);
      double left = random.nextDouble();
      int label = 0;
      while (label < probabilities.length - 1 && left >= probabilities[label]) {
        left -= probabilities[label];
        label++;
      }
      return new double[] {label};
    }
  },

  /** The label is the score plus Gaussian noise, rounded to {@link #DECIMALS} decimals. */
  IDENTITY {
    @Override
    public double[] expected(double[] scores) {
      return scores.clone();
    }

    /** (y - z)^2. */
    @Override
    public double loss(double[] scores, double[] labels) {
      double residual = labels[0] - scores[0];
      return residual * residual;
    }

    @Override
    double[] draw(double[] scores, double noiseSd, SplitMix64 random) {
      return new double[] {round(scores[0] + noiseSd * random.nextGaussian(), DECIMALS)};
    }
  };

  /** Decimals of Gaussian features and targets. */
  static final int DECIMALS = 6;

  /** The probabilities [k] of the labels or classes, or the mean target [1]. Not modified. */
  public abstract double[] expected(double[] scores);

  /**
   * The loss of one row under the true scores [k]: the least any model can have on average.
   *
   * @param labels shaped as {@link GeneratedRow#labels}
   */
  public abstract double loss(double[] scores, double[] labels);

  abstract double[] draw(double[] scores, double noiseSd, SplitMix64 random);

  /** 1 / (1 + exp(-z)), written so that the exponential never overflows. */
  static double sigmoid(double z) {
    double e = StrictMath.exp(-Math.abs(z));
    return (z < 0 ? e : 1) / (1 + e);
  }

  /** The nearest number of that many decimals, as its text would be read; never -0. */
  static double round(double value, int decimals) {
    double unit = POWERS_OF_TEN[decimals];
    return Math.rint(value * unit) / unit + 0.0;
  }

  // In index order: a stream's own sum is compensated in an order that is not specified.
  private static double sum(double[] terms) {
    double sum = 0;
    for (double term : terms) {
      sum += term;
    }
    return sum;
  }

  private static final double[] POWERS_OF_TEN = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};
}
