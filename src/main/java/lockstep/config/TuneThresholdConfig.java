package lockstep.config;

import static lockstep.config.UnacceptableValueException.require;

/**
 * By what the decision threshold of a binary model is chosen.
 *
 * @param beta of f-beta, more than 0, finite
 * @param falsePositiveCost of cost, 0 or more, finite
 * @param falseNegativeCost of cost, 0 or more, finite
 * @param recall that precision-at-recall asks for, 0 to 1
 * @param precision that recall-at-precision asks for, 0 to 1
 */
public record TuneThresholdConfig(
    Kind kind,
    double beta,
    double falsePositiveCost,
    double falseNegativeCost,
    double recall,
    double precision)
    implements Section {

  /** The criterion. */
  public enum Kind {
    /** The threshold is 0.5. */
    NONE,
    F1,
    F_BETA,
    COST,
    PRECISION_AT_RECALL,
    RECALL_AT_PRECISION,
    YOUDEN;

    /** The name in the job file, such as {@code f-beta}. */
    public String label() {
      return Keys.spelling(this);
    }
  }

  /** Checks the ranges above. */
  public TuneThresholdConfig {
    require(beta > 0 && beta <= Double.MAX_VALUE, "beta", "a number above 0", beta);
    requireCost("false-positive-cost", falsePositiveCost);
    requireCost("false-negative-cost", falseNegativeCost);
    require(
        falsePositiveCost > 0 || falseNegativeCost > 0,
        "false-negative-cost",
        "more than 0, as false-positive-cost is 0",
        falseNegativeCost);
    require(recall >= 0 && recall <= 1, "recall", "0 to 1", recall);
    require(precision >= 0 && precision <= 1, "precision", "0 to 1", precision);
  }

  private static void requireCost(String key, double cost) {
    require(cost >= 0 && cost <= Double.MAX_VALUE, key, "0 or more", cost);
  }
}
