package lockstep.config;

import static lockstep.config.UnacceptableValueException.require;

/**
 * How columns become numbers.
 *
 * @param scaleTarget the scale a regression is trained on
 * @param maxCategories at least 1
 */
public record FeaturesConfig(
    Columns numeric,
    Columns categorical,
    Impute impute,
    Scale scale,
    Scale scaleTarget,
    Layout layout,
    int maxCategories)
    implements Section {

  /** What stands in for a missing number. */
  public enum Impute {
    MEAN,
    MEDIAN,
    ZERO
  }

  /** A change of origin and unit. */
  public enum Scale {
    /** Mean 0 and standard deviation 1. */
    STANDARD,
    NONE
  }

  /** How the features of rows are stored. */
  public enum Layout {
    /** The one that pays, by the share of features that are not 0. */
    AUTO,
    DENSE,
    SPARSE
  }

  /** Checks the range above. */
  public FeaturesConfig {
    require(maxCategories >= 1, "max-categories", "1 or more", maxCategories);
  }
}
