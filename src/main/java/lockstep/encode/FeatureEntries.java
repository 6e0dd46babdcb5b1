package lockstep.encode;

/** Takes the features of a row that may be other than 0, one by one. */
@FunctionalInterface
public interface FeatureEntries {
  /**
   * Takes one feature.
   *
   * @param index above those before it in the row
   */
  void add(int index, double value);
}
