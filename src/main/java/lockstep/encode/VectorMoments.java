package lockstep.encode;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import lockstep.linalg.ExactSums;

/**
 * The exact sums of every element of a column of vectors. Only elements other than 0 are looked at:
 * the zeros of an element are the rows that are left. So a row costs what is written in it, and a
 * column of millions of elements a few arrays of numbers. Mutable; not for use by several threads.
 */
final class VectorMoments implements Serializable {
  private static final long serialVersionUID = 1;

  private final WeightSum weights = new WeightSum();
  private final ExactSums sums = new ExactSums();
  private final ExactSums squares = new ExactSums();

  /** By element: minus the weights of the rows that lack it. */
  private final Map<Integer, WeightSum> missing = new HashMap<>();

  private int size;
  private long entries;
  // By element, as far as one other than 0 was seen.
  private int[] nonZeros = {};
  private double[] min = {};
  private double[] max = {};

  /** Counts the elements of a vector of weight above 0. */
  void add(Object vector, double weight) {
    weights.add(weight);
    if (vector instanceof SparseVector sparse) {
      size =
          Math.max(
              size, sparse.size() == SparseVector.ANY_SIZE ? sparse.leastSize() : sparse.size());
      for (int i = 0; i < sparse.indices().length; i++) {
        add(sparse.indices()[i], sparse.values()[i], weight);
      }
    } else {
      double[] dense = (double[]) vector;
      size = Math.max(size, dense.length);
      for (int i = 0; i < dense.length; i++) {
        add(i, dense[i], weight);
      }
    }
  }

  private void add(int i, double x, double weight) {
    if (Double.isNaN(x)) {
      missing.computeIfAbsent(i, key -> new WeightSum()).add(-weight);
      return;
    }
    if (x == 0) {
      return;
    }
    entries++;
    note(i, 1, x, x);
    if (weight == 1) {
      sums.add(i, x);
      squares.addProduct(i, x, x);
      return;
    }
    sums.addProduct(i, weight, x);
    // As in Moments: x^2 is its rounded value and the rounding error, each times the weight.
    double square = x * x;
    squares.addProduct(i, weight, square);
    if (Double.isFinite(square)) {
      squares.addProduct(i, weight, Math.fma(x, x, -square));
    }
  }

  private void note(int i, int count, double least, double largest) {
    if (i >= nonZeros.length) {
      int length =
          (int) Math.min(Integer.MAX_VALUE - 8, Math.max(i + 1L, 3L * nonZeros.length / 2));
      nonZeros = Arrays.copyOf(nonZeros, length);
      min = Arrays.copyOf(min, length);
      max = Arrays.copyOf(max, length);
    }
    min[i] = nonZeros[i] == 0 ? least : Math.min(min[i], least);
    max[i] = nonZeros[i] == 0 ? largest : Math.max(max[i], largest);
    // All that is asked of it is whether there are any, and fewer than rows.
    nonZeros[i] = (int) Math.min(Integer.MAX_VALUE, (long) nonZeros[i] + count);
  }

  void add(VectorMoments other) {
    weights.add(other.weights);
    sums.add(other.sums);
    squares.add(other.squares);
    other.missing.forEach((i, w) -> missing.computeIfAbsent(i, key -> new WeightSum()).add(w));
    size = Math.max(size, other.size);
    entries += other.entries;
    for (int i = 0; i < other.nonZeros.length; i++) {
      if (other.nonZeros[i] > 0) {
        note(i, other.nonZeros[i], other.min[i], other.max[i]);
      }
    }
  }

  /** Number of elements: that of every vector, or where any size fits, the largest index seen. */
  int size() {
    return size;
  }

  /** Elements other than 0 in all rows together. */
  long entries() {
    return entries;
  }

  /** Whether some row lacks an element. */
  boolean hasMissing() {
    return !missing.isEmpty();
  }

  /** The exact sum of the weights of all rows. */
  BigDecimal weight() {
    return weights.exactValue();
  }

  /** Whether an element that no row lacks has one number in all rows. */
  boolean isConstant(int i) {
    return !isSeen(i) || (nonZeros[i] == weights.terms() && min[i] == max[i]);
  }

  /** Whether some row has another number than 0 there. */
  boolean isSeen(int i) {
    return i < nonZeros.length && nonZeros[i] > 0;
  }

  /** The exact sums of one element, its zeros included. */
  Moments element(int i) {
    WeightSum present = new WeightSum();
    present.add(weights);
    long rows = weights.terms();
    if (missing.containsKey(i)) {
      present.add(missing.get(i));
      rows -= missing.get(i).terms();
    }
    boolean zeros = rows > (isSeen(i) ? nonZeros[i] : 0);
    double least = isSeen(i) ? min[i] : Double.POSITIVE_INFINITY;
    double largest = isSeen(i) ? max[i] : Double.NEGATIVE_INFINITY;
    return new Moments(
        present,
        sums.sum(i),
        squares.sum(i),
        zeros ? Math.min(least, 0) : least,
        zeros ? Math.max(largest, 0) : largest);
  }
}
