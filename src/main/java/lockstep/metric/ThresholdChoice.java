package lockstep.metric;

import java.io.Serializable;

/**
 * A threshold on the probability p of the positive class, predicted if and only if p &ge; the
 * threshold, and the weights it leads to.
 *
 * @param truePositive weight of positive rows that are predicted
 * @param falsePositive weight of negative rows that are predicted
 * @param positive weight of all positive rows
 * @param negative weight of all negative rows
 */
public record ThresholdChoice(
    double threshold, double truePositive, double falsePositive, double positive, double negative)
    implements Serializable {
  /** tp / (tp + fp), or 0 if nothing is predicted. */
  public double precision() {
    return PrecisionRecall.quotient(truePositive, truePositive + falsePositive);
  }

  /** tp / (tp + fn), or 0 if there are no positive rows. */
  public double recall() {
    return PrecisionRecall.quotient(truePositive, positive);
  }

  /** fp / (fp + tn), or 0 if there are no negative rows. */
  double falsePositiveRate() {
    return PrecisionRecall.quotient(falsePositive, negative);
  }

  /** fn. */
  double falseNegative() {
    return positive - truePositive;
  }
}
