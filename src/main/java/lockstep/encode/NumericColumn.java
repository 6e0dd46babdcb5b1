package lockstep.encode;

import java.util.List;

/**
 * A column of numbers: one feature, filled and scaled.
 *
 * @param name the column's name, which is the feature's too
 * @param scaling from number to feature
 */
public record NumericColumn(String name, Scaling scaling) implements ColumnEncoder {
  private static final long serialVersionUID = 1;

  @Override
  public int width() {
    return 1;
  }

  @Override
  public List<String> featureNames() {
    return List.of(name);
  }

  @Override
  public List<Scaling> scalings() {
    return List.of(scaling);
  }

  @Override
  public int encode(RawValues rawValues, Object cell, double[] features, int offset) {
    features[offset] = scaling.apply(rawValues.number(name, cell));
    return 0;
  }

  @Override
  public int encode(RawValues rawValues, Object cell, float[] features, int offset) {
    double feature = scaling.apply(rawValues.number(name, cell));
    features[offset] = ColumnEncoder.single(name, cell, feature);
    return 0;
  }

  @Override
  public int encode(RawValues rawValues, Object cell, int offset, FeatureEntries entries) {
    entries.add(offset, scaling.apply(rawValues.number(name, cell)));
    return 0;
  }
}
