package lockstep.linalg;

/**
 * A dense matrix in column-major order, or a view of one: element (i, j) stands at {@code offset +
 * i + j * rows} of the backing array.
 */
public abstract sealed class Matrix implements Columns permits FloatMatrix, DoubleMatrix {
  private static final long serialVersionUID = 1;

  final int offset;
  final int rows;
  final int columns;

  Matrix(int arrayLength, int offset, int rows, int columns) {
    if (rows < 0 || columns < 0 || offset < 0 || offset + (long) rows * columns > arrayLength) {
      throw new IllegalArgumentException(
          "Cannot view a matrix [%d, %d] at offset %d of an array of length %d"
              .formatted(rows, columns, offset, arrayLength));
    }
    this.offset = offset;
    this.rows = rows;
    this.columns = columns;
  }

  /** A matrix [rows, columns] of zeros with an array of its own. */
  public static Matrix zeros(Precision precision, int rows, int columns) {
    return switch (precision) {
      case FLOAT32 -> FloatMatrix.zeros(rows, columns);
      case FLOAT64 -> DoubleMatrix.zeros(rows, columns);
    };
  }

  @Override
  public final int rows() {
    return rows;
  }

  @Override
  public final int columns() {
    return columns;
  }

  /** Number of elements. */
  public final int size() {
    return rows * columns;
  }

  /** Index in the backing array of element (0, 0). */
  public final int offset() {
    return offset;
  }

  /** Sets element (i, j), rounded to this matrix's precision. */
  public abstract void set(int i, int j, double value);

  /** Sets every element, rounded to this matrix's precision. */
  public abstract void fill(double value);

  /** A view [rows, columns] of the elements from {@code from} on; the array is shared. */
  public abstract Matrix view(int from, int rows, int columns);

  /**
   * Copies {@code count} elements, column-major from element {@code from} on, to the beginning of
   * {@code values} (modified).
   */
  public abstract void read(int from, int count, double[] values);

  /**
   * Sets {@code count} elements, column-major from element {@code from} on, from the beginning of
   * {@code values}, rounded to this precision.
   */
  public abstract void write(int from, int count, double[] values);

  /** Sets every element from {@code values} [size], column-major, rounded to this precision. */
  public final void load(double[] values) {
    checkLength(values.length);
    write(0, values.length, values);
  }

  /** Copies every element, column-major, to {@code values} [size] (modified). */
  public final void copyTo(double[] values) {
    checkLength(values.length);
    read(0, values.length, values);
  }

  @Override
  public final void readColumn(int j, double[] values) {
    read(j * rows, rows, values);
  }

  /** Sets column {@code j} from {@code values} [rows], rounded to this precision. */
  public final void writeColumn(int j, double[] values) {
    write(j * rows, rows, values);
  }

  /** Adds every element, column-major, to {@code sums} [size] (modified). */
  public final void addTo(double[] sums) {
    checkLength(sums.length);
    add(0, sums.length, sums);
  }

  /**
   * Adds {@code count} elements, column-major from element {@code from} on, to the beginning of
   * {@code sums} (modified).
   */
  public abstract void add(int from, int count, double[] sums);

  @Override
  public abstract Matrix copyOfColumns(int count);

  /** A copy with an array of its own. */
  @Override
  public final Matrix grownTo(int capacity) {
    Matrix grown = zeros(precision(), rows, capacity);
    copyColumns(0, columns, grown, 0);
    return grown;
  }

  @Override
  public final Matrix columns(int from, int count) {
    return view(from * rows, rows, count);
  }

  @Override
  public final Matrix zerosLike(Precision format, int count) {
    return zeros(format, rows, count);
  }

  @Override
  public final void addProduct(Matrix left, Matrix sum) {
    Blas.multiply(left, false, this, false, 1, sum);
  }

  @Override
  public final void outerProduct(Matrix left, Matrix product) {
    Blas.multiply(left, false, this, true, 0, product);
  }

  final int index(int i, int j) {
    if (i < 0 || i >= rows || j < 0 || j >= columns) {
      throw new IndexOutOfBoundsException(
          "Cannot read element (%d, %d) of a matrix [%d, %d]".formatted(i, j, rows, columns));
    }
    return offset + i + j * rows;
  }

  final void checkLength(int length) {
    if (length != size()) {
      throw new IllegalArgumentException(
          "Cannot copy an array into a matrix [%d, %d]: expected length %d, found %d"
              .formatted(rows, columns, size(), length));
    }
  }

  @Override
  public final String toString() {
    return "%s matrix [%d, %d]".formatted(precision(), rows, columns);
  }
}
