package lockstep.linalg;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;

/**
 * A sparse matrix [d, n], or a view of adjacent columns of one: of each column the elements that
 * are not 0, by ascending index. With a row of a table in each column this is the CSR form of that
 * table. An entry takes an {@code int} and a {@code float} or {@code double}.
 *
 * <p>Columns are filled in their order, by {@link #append} or {@link Columns#copyColumns}; what
 * those behind the one last written held is lost.
 */
public final class SparseMatrix implements Columns {
  private static final long serialVersionUID = 1;
  private static final int FIRST_ENTRIES = 64;

  private final int rows;
  private final int first;
  private final int columns;

  /** The entries of column j stand from starts[first + j] to starts[first + j + 1] - 1. */
  private final int[] starts;

  private final Entries entries;

  /** The arrays that views share, and that grow. */
  private static final class Entries implements Serializable {
    private static final long serialVersionUID = 1;

    private int[] indices;

    /** [1, capacity]. */
    private Matrix values;

    Entries(int[] indices, Matrix values) {
      this.indices = indices;
      this.values = values;
    }

    void reserve(int needed) {
      if (needed > indices.length) {
        int capacity = (int) Math.min(Integer.MAX_VALUE - 8, 3L * needed / 2 + FIRST_ENTRIES);
        indices = Arrays.copyOf(indices, capacity);
        values = values.grownTo(capacity);
      }
    }
  }

  private SparseMatrix(int rows, int first, int columns, int[] starts, Entries entries) {
    this.rows = rows;
    this.first = first;
    this.columns = columns;
    this.starts = starts;
    this.entries = entries;
  }

  /** A matrix [rows, columns] without entries, to be filled. */
  public static SparseMatrix zeros(Precision precision, int rows, int columns) {
    return new SparseMatrix(
        rows,
        0,
        columns,
        new int[columns + 1],
        new Entries(new int[0], Matrix.zeros(precision, 1, 0)));
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public Precision precision() {
    return entries.values.precision();
  }

  /** Number of entries. */
  public int entries() {
    return start(columns) - start(0);
  }

  /** Where the entries of column {@code j} begin in {@link #indices()} and {@link #values()}. */
  int start(int j) {
    return starts[first + j];
  }

  /** The array of indices, shared. */
  int[] indices() {
    return entries.indices;
  }

  /** The values [1, capacity], shared. */
  Matrix values() {
    return entries.values;
  }

  /** The indices of the entries of column {@code j}, ascending; a copy. */
  public int[] indicesOf(int j) {
    return Arrays.copyOfRange(entries.indices, start(j), start(j + 1));
  }

  /** The values of the entries of column {@code j}; a copy. */
  public double[] valuesOf(int j) {
    double[] values = new double[start(j + 1) - start(j)];
    entries.values.read(start(j), values.length, values);
    return values;
  }

  /** Empties column {@code j}, to be filled next. */
  public void beginColumn(int j) {
    Objects.checkIndex(j, columns);
    starts[first + j + 1] = start(j);
  }

  /**
   * Adds an entry to column {@code j}, the last that has been begun; a value of 0 is none.
   *
   * @param value rounded to this matrix's precision
   * @throws IllegalArgumentException if the index is not below d, or not above those before it
   */
  public void append(int j, int index, double value) {
    int at = start(j + 1);
    int least = at == start(j) ? 0 : entries.indices[at - 1] + 1;
    if (index < least || index >= rows) {
      throw new IllegalArgumentException(
          "Cannot add an entry to column %d: expected an index from %d to %d, found %d"
              .formatted(j, least, rows - 1, index));
    }
    if (value != 0) {
      entries.reserve(at + 1);
      entries.indices[at] = index;
      entries.values.set(0, at, value);
      starts[first + j + 1] = at + 1;
    }
  }

  /** Adds the indices of the entries of {@code count} columns to {@code set} (modified). */
  public void addIndicesTo(IndexSet set, int from, int count) {
    for (int e = start(from); e < start(from + count); e++) {
      set.add(entries.indices[e]);
    }
  }

  /**
   * The same columns with each index replaced by its rank in a set that holds them all: a matrix
   * [m, n] for the m indices of the set. Starts and values are shared.
   *
   * @param set as listed by {@link IndexSet#toArray}. Not modified.
   * @param m its size
   */
  public SparseMatrix ranked(IndexSet set, int m) {
    int end = start(columns);
    int[] ranks = new int[end];
    for (int e = start(0); e < end; e++) {
      ranks[e] = set.rank(entries.indices[e]);
    }
    return new SparseMatrix(m, first, columns, starts, new Entries(ranks, entries.values));
  }

  @Override
  public double at(int i, int j) {
    Objects.checkIndex(i, rows);
    Objects.checkIndex(j, columns);
    int at = Arrays.binarySearch(entries.indices, start(j), start(j + 1), i);
    return at < 0 ? 0 : entries.values.at(0, at);
  }

  @Override
  public void readColumn(int j, double[] values) {
    Arrays.fill(values, 0, rows, 0);
    for (int e = start(j); e < start(j + 1); e++) {
      values[entries.indices[e]] = entries.values.at(0, e);
    }
  }

  @Override
  public SparseMatrix columns(int from, int count) {
    Objects.checkFromIndexSize(from, count, columns);
    return new SparseMatrix(rows, first + from, count, starts, entries);
  }

  @Override
  public SparseMatrix zerosLike(Precision format, int count) {
    return zeros(format, rows, count);
  }

  @Override
  public void copyColumns(int from, int count, Columns target, int targetFrom) {
    SparseMatrix other = (SparseMatrix) target;
    int start = start(from);
    int size = start(from + count) - start;
    int to = other.start(targetFrom);
    other.entries.reserve(to + size);
    System.arraycopy(entries.indices, start, other.entries.indices, to, size);
    entries.values.copyColumns(start, size, other.entries.values, to);
    int base = other.first + targetFrom;
    for (int j = 1; j <= count; j++) {
      other.starts[base + j] = to + start(from + j) - start;
    }
  }

  @Override
  public SparseMatrix copyOfColumns(int count) {
    int[] fresh = new int[count + 1];
    for (int j = 1; j <= count; j++) {
      fresh[j] = start(j) - start(0);
    }
    int size = fresh[count];
    Matrix values = entries.values.columns(start(0), size).copyOfColumns(size);
    int[] indices = Arrays.copyOfRange(entries.indices, start(0), start(0) + size);
    return new SparseMatrix(rows, 0, count, fresh, new Entries(indices, values));
  }

  /** A copy of what says where columns begin; the entries are shared. */
  @Override
  public SparseMatrix grownTo(int capacity) {
    int[] grown = Arrays.copyOfRange(starts, first, first + capacity + 1);
    Arrays.fill(grown, columns + 1, capacity + 1, start(columns));
    return new SparseMatrix(rows, 0, capacity, grown, entries);
  }

  @Override
  public void addProduct(Matrix left, Matrix sum) {
    SparseProducts.addProduct(left, this, sum);
  }

  @Override
  public void outerProduct(Matrix left, Matrix product) {
    SparseProducts.outerProduct(left, this, product);
  }

  @Override
  public String toString() {
    return "%s sparse matrix [%d, %d]".formatted(precision(), rows, columns);
  }
}
