package lockstep.encode;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A column of vectors of which most elements are 0: a feature for each element, as it stands. It is
 * not scaled here, which would leave none of the zeros: the scale is part of a model's first layer.
 * No element may be missing, as none was in training.
 *
 * @param name the column's name; features are named {@code name[0]}, {@code name[1]}, ...
 * @param width number of elements; of a vector that fits any size those beyond are passed over
 */
public record SparseColumn(String name, int width) implements ColumnEncoder {
  private static final long serialVersionUID = 1;

  @Override
  public List<String> featureNames() {
    return IntStream.range(0, width).mapToObj(i -> name + "[" + i + "]").toList();
  }

  @Override
  public List<Scaling> scalings() {
    return Collections.nCopies(width, Scaling.none(0));
  }

  @Override
  public List<String> describedNames() {
    return List.of("%s[0..%d]".formatted(name, width - 1));
  }

  @Override
  public int encode(RawValues rawValues, Object cell, double[] features, int offset) {
    Arrays.fill(features, offset, offset + width, 0);
    return encode(rawValues, cell, offset, (i, value) -> features[i] = value);
  }

  @Override
  public int encode(RawValues rawValues, Object cell, float[] features, int offset) {
    Arrays.fill(features, offset, offset + width, 0);
    return encode(
        rawValues,
        cell,
        offset,
        (i, value) -> features[i] = ColumnEncoder.single(name, cell, value));
  }

  @Override
  public int encode(RawValues rawValues, Object cell, int offset, FeatureEntries entries) {
    if (cell instanceof SparseVector vector && vector.fits(width)) {
      int within = vector.indices().length - vector.beyond(width);
      for (int i = 0; i < within; i++) {
        entries.add(offset + vector.indices()[i], present(vector.values()[i]));
      }
      return vector.indices().length - within;
    }
    if (cell instanceof double[] vector && vector.length == width) {
      for (int i = 0; i < width; i++) {
        entries.add(offset + i, present(vector[i]));
      }
      return 0;
    }
    throw new BadValueException(name, cell, "a vector of size " + width);
  }

  private double present(double value) {
    if (Double.isNaN(value)) {
      throw new BadValueException(name, value, "a number, as in all training rows");
    }
    return RawValues.finite(name, value);
  }
}
