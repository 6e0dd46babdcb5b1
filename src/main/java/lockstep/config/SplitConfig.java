package lockstep.config;

import static lockstep.config.UnacceptableValueException.require;

import java.util.List;

/**
 * Shares of the rows, which sum to 1.
 *
 * @param train more than 0
 * @param validation 0 to 1
 * @param test 0 to 1
 */
public record SplitConfig(double train, double validation, double test) implements Section {
  /** Room for the rounding of three decimal fractions. */
  private static final double TOLERANCE = 1e-9;

  /**
   * Checks the ranges above and the sum.
   *
   * @throws IllegalArgumentException naming the share
   */
  public SplitConfig {
    require(train > 0 && train <= 1, "train", "more than 0 and at most 1", train);
    require(validation >= 0 && validation <= 1, "validation", "0 to 1", validation);
    require(test >= 0 && test <= 1, "test", "0 to 1", test);
    require(
        Math.abs(train + validation + test - 1) <= TOLERANCE,
        "",
        "shares that sum to 1",
        List.of(train, validation, test));
  }
}
