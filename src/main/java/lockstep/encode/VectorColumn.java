package lockstep.encode;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A column of vectors of one size: a feature for each element, filled and scaled on its own. A
 * missing vector has all elements missing; so has a NaN its element.
 *
 * @param name the column's name; features are named {@code name[0]}, {@code name[1]}, ...
 * @param elements [size] from element to feature
 */
public record VectorColumn(String name, List<Scaling> elements) implements ColumnEncoder {
  private static final long serialVersionUID = 1;

  /** Keeps a copy of the list. */
  public VectorColumn {
    elements = List.copyOf(elements);
  }

  @Override
  public int width() {
    return elements.size();
  }

  @Override
  public List<String> featureNames() {
    return IntStream.range(0, width()).mapToObj(i -> name + "[" + i + "]").toList();
  }

  @Override
  public List<Scaling> scalings() {
    return elements;
  }

  @Override
  public int encode(RawValues rawValues, Object cell, double[] features, int offset) {
    double[] vector = vector(rawValues, cell);
    for (int i = 0; i < elements.size(); i++) {
      features[offset + i] = feature(vector, i);
    }
    return beyond(cell);
  }

  @Override
  public int encode(RawValues rawValues, Object cell, float[] features, int offset) {
    double[] vector = vector(rawValues, cell);
    for (int i = 0; i < elements.size(); i++) {
      features[offset + i] = ColumnEncoder.single(name, cell, feature(vector, i));
    }
    return beyond(cell);
  }

  @Override
  public int encode(RawValues rawValues, Object cell, int offset, FeatureEntries entries) {
    double[] vector = vector(rawValues, cell);
    for (int i = 0; i < elements.size(); i++) {
      entries.add(offset + i, feature(vector, i));
    }
    return beyond(cell);
  }

  private double feature(double[] vector, int i) {
    double element = vector == null ? Double.NaN : RawValues.finite(name, vector[i]);
    return elements.get(i).apply(element);
  }

  private int beyond(Object cell) {
    return cell instanceof SparseVector sparse ? sparse.beyond(width()) : 0;
  }

  /** The cell's elements [size], or null if it is missing. */
  private double[] vector(RawValues rawValues, Object cell) {
    boolean missing =
        cell == null || (cell instanceof String raw && rawValues.present(raw) == null);
    if (missing) {
      return null;
    }
    if (cell instanceof double[] vector && vector.length == elements.size()) {
      return vector;
    }
    if (cell instanceof SparseVector vector && vector.fits(elements.size())) {
      return vector.toArray(elements.size());
    }
    throw new BadValueException(name, cell, "a vector of size " + elements.size());
  }
}
