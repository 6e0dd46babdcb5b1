package lockstep.encode;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * A cell that is a vector of which only some elements are written down: the others are 0, not
 * missing. Elements are counted from 0, as in Spark's vectors; LIBSVM's index 1 is element 0.
 *
 * <p>Two cells with the same arrays are not {@code equals}: like any array they are compared
 * element by element, by whoever needs that.
 *
 * @param size number of elements; {@link #ANY_SIZE} for a vector that goes on with zeros for ever,
 *     as a LIBSVM row does: elements beyond those of a model are passed over
 * @param indices of the written elements, rising, from 0 to size - 1. Not modified, not copied.
 * @param values of these elements, as many. Not modified, not copied.
 */
public record SparseVector(int size, int[] indices, double[] values) implements Serializable {
  /** The size of a vector that fits a column of any size. */
  public static final int ANY_SIZE = Integer.MAX_VALUE;

  /**
   * Checks the indices.
   *
   * @throws IllegalArgumentException unless they rise from 0 on and stay below the size
   */
  public SparseVector {
    if (indices.length != values.length) {
      throw new IllegalArgumentException(
          "Cannot make a sparse vector: expected as many values as its %d indices, found %d"
              .formatted(indices.length, values.length));
    }
    int before = -1;
    for (int index : indices) {
      if (index <= before || index >= size) {
        throw new IllegalArgumentException(
            "Cannot make a sparse vector: expected rising indices from 0 to %d, found %d after %d"
                .formatted(size - 1, index, before));
      }
      before = index;
    }
  }

  /** The vector of {@link #ANY_SIZE} with these numbers by element, counted from 0. */
  public static SparseVector of(Map<Integer, ? extends Number> elements) {
    int[] indices = new int[elements.size()];
    double[] values = new double[elements.size()];
    int i = 0;
    for (Map.Entry<Integer, ? extends Number> element : new TreeMap<>(elements).entrySet()) {
      indices[i] = element.getKey();
      values[i++] = element.getValue().doubleValue();
    }
    return new SparseVector(ANY_SIZE, indices, values);
  }

  /** Whether it may stand in a column of vectors of that size. */
  boolean fits(int columnSize) {
    return size == ANY_SIZE || size == columnSize;
  }

  /** The first {@code length} elements, written or not. */
  public double[] toArray(int length) {
    double[] array = new double[length];
    for (int i = 0; i < indices.length && indices[i] < length; i++) {
      array[indices[i]] = values[i];
    }
    return array;
  }

  /** Number of written elements from {@code length} on. */
  int beyond(int length) {
    int beyond = 0;
    while (beyond < indices.length && indices[indices.length - 1 - beyond] >= length) {
      beyond++;
    }
    return beyond;
  }

  /** The least size that holds every written element: one more than the last index. */
  public int leastSize() {
    return indices.length == 0 ? 0 : indices[indices.length - 1] + 1;
  }
}
