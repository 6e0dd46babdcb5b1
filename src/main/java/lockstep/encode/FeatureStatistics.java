package lockstep.encode;

import java.util.Map;

/**
 * What fitting may need beyond a profile, because it cannot be summed in bounded memory.
 *
 * @param medians by numeric or vector column: the median of the present training values [1], or of
 *     each element [size]; asked for only with {@code impute: median}
 * @param topCategories by overflowed categorical column: rows of its most frequent categories, at
 *     least {@code max-categories} of them
 */
public record FeatureStatistics(
    Map<String, double[]> medians, Map<String, Map<String, Long>> topCategories) {

  /** Nothing beyond the profile. */
  public static FeatureStatistics none() {
    return new FeatureStatistics(Map.of(), Map.of());
  }

  /** The median of element {@code i} of the column. */
  double median(String column, int i) {
    double[] found = medians.get(column);
    if (found == null || found.length <= i) {
      throw new IllegalArgumentException(
          "Cannot fill column \"" + column + "\": expected its median, found none");
    }
    return found[i];
  }

  Map<String, Long> topCategories(String column) {
    Map<String, Long> found = topCategories.get(column);
    if (found == null) {
      throw new IllegalArgumentException(
          "Cannot encode column \"%s\": expected the counts of its most frequent categories, found none"
              .formatted(column));
    }
    return found;
  }
}
