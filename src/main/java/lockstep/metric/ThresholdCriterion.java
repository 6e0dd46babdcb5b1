package lockstep.metric;

import java.io.Serializable;
import java.util.List;

/**
 * What makes one decision threshold better than another. With true and false positives and
 * negatives tp, fp, fn, tn by weight:
 *
 * <pre>
 *   F_BETA               (1 + b^2) tp / ((1 + b^2) tp + b^2 fn + fp)          to be raised
 *   COST                 (cp fp + cn fn) / (tp + fp + fn + tn)                to be lowered
 *   PRECISION_AT_RECALL  precision, of thresholds with a recall of the level  to be raised
 *   RECALL_AT_PRECISION  recall, of thresholds with a precision of the level  to be raised
 *   YOUDEN               recall - fp / (fp + tn)                              to be raised
 * </pre>
 *
 * <p>A threshold below the level is worse than one that reaches it, and the worse the farther
 * below. Of equal ones that with the higher precision is better for RECALL_AT_PRECISION, and then,
 * for all, the lowest: the one scikit-learn's {@code TunedThresholdClassifierCV} meets first.
 *
 * <p>Every score is tried as the lowest that is predicted positive: between two neighbouring scores
 * all thresholds decide alike. Scores are told apart as {@link ScoreKey} does; the threshold is the
 * least probability of its key, so that no rounding moves a row to its other side.
 *
 * @param beta b of F_BETA
 * @param falsePositiveCost cp of COST
 * @param falseNegativeCost cn of COST
 * @param level of PRECISION_AT_RECALL and RECALL_AT_PRECISION
 */
public record ThresholdCriterion(
    Kind kind, double beta, double falsePositiveCost, double falseNegativeCost, double level)
    implements Serializable {

  /** The formula. */
  public enum Kind {
    F_BETA,
    COST,
    PRECISION_AT_RECALL,
    RECALL_AT_PRECISION,
    YOUDEN
  }

  /** The number that is raised or lowered. */
  public double value(ThresholdChoice choice) {
    return switch (kind) {
      case F_BETA -> {
        double hits = (1 + beta * beta) * choice.truePositive();
        double misses = beta * beta * choice.falseNegative() + choice.falsePositive();
        yield PrecisionRecall.quotient(hits, hits + misses);
      }
      case COST ->
          PrecisionRecall.quotient(
              falsePositiveCost * choice.falsePositive()
                  + falseNegativeCost * choice.falseNegative(),
              choice.positive() + choice.negative());
      case PRECISION_AT_RECALL -> choice.precision();
      case RECALL_AT_PRECISION -> choice.recall();
      case YOUDEN -> choice.recall() - choice.falsePositiveRate();
    };
  }

  /** By how much a choice misses the level that is asked for; 0 if it reaches it. */
  public double missed(ThresholdChoice choice) {
    return switch (kind) {
      case PRECISION_AT_RECALL -> Math.max(0, level - choice.recall());
      case RECALL_AT_PRECISION -> Math.max(0, level - choice.precision());
      case F_BETA, COST, YOUDEN -> 0;
    };
  }

  /** The better of two choices; which is first does not matter. */
  public ThresholdChoice better(ThresholdChoice a, ThresholdChoice b) {
    int order = Double.compare(missed(b), missed(a));
    if (order == 0) {
      order = Double.compare(value(a), value(b)) * (kind == Kind.COST ? -1 : 1);
    }
    if (order == 0 && kind == Kind.RECALL_AT_PRECISION) {
      order = Double.compare(a.precision(), b.precision());
    }
    if (order == 0) {
      order = Double.compare(b.threshold(), a.threshold());
    }
    return order >= 0 ? a : b;
  }

  /**
   * The best choice of a range of scores, which are probabilities.
   *
   * @return the choice alone; nothing if the range is empty
   */
  public List<ThresholdChoice> best(ScoreRange range) {
    ScoreRun run = range.run();
    double truePositive = range.positiveAbove();
    double falsePositive = range.negativeAbove();
    ThresholdChoice best = null;
    for (int i = 0; i < run.size(); i++) {
      truePositive += run.positive(i);
      falsePositive += run.negative(i);
      double threshold = ScoreKey.least(run.key(i));
      ThresholdChoice choice =
          new ThresholdChoice(
              threshold, truePositive, falsePositive, range.positive(), range.negative());
      best = best == null ? choice : better(best, choice);
    }
    return best == null ? List.of() : List.of(best);
  }
}
