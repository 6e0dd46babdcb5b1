package lockstep.linalg;

import java.util.Arrays;

/** A {@link Matrix} over a {@code double} array. */
public final class DoubleMatrix extends Matrix {
  private static final long serialVersionUID = 1;

  private final double[] array;

  private DoubleMatrix(double[] array, int offset, int rows, int columns) {
    super(array.length, offset, rows, columns);
    this.array = array;
  }

  /** The matrix [rows, columns] over {@code array}, column-major; the array is shared. */
  public static DoubleMatrix of(double[] array, int rows, int columns) {
    return new DoubleMatrix(array, 0, rows, columns);
  }

  /** A matrix [rows, columns] of zeros. */
  public static DoubleMatrix zeros(int rows, int columns) {
    return of(new double[Math.multiplyExact(rows, columns)], rows, columns);
  }

  /** The backing array, shared: kernels read and write it from {@link #offset()} on. */
  public double[] array() {
    return array;
  }

  @Override
  public Precision precision() {
    return Precision.FLOAT64;
  }

  @Override
  public double at(int i, int j) {
    return array[index(i, j)];
  }

  @Override
  public void set(int i, int j, double value) {
    array[index(i, j)] = value;
  }

  @Override
  public DoubleMatrix view(int from, int rows, int columns) {
    return new DoubleMatrix(array, offset + from, rows, columns);
  }

  @Override
  public void copyColumns(int from, int count, Columns target, int targetFrom) {
    DoubleMatrix other = (DoubleMatrix) target;
    int start = offset + from * rows;
    int to = other.offset + targetFrom * rows;
    if (rows == 1 && count == 1) {
      other.array[to] = array[start];
    } else {
      System.arraycopy(array, start, other.array, to, count * rows);
    }
  }

  @Override
  public void read(int from, int count, double[] values) {
    System.arraycopy(array, offset + from, values, 0, count);
  }

  @Override
  public void write(int from, int count, double[] values) {
    System.arraycopy(values, 0, array, offset + from, count);
  }

  @Override
  public void fill(double value) {
    Arrays.fill(array, offset, offset + size(), value);
  }

  @Override
  public void add(int from, int count, double[] sums) {
    int start = offset + from;
    for (int i = 0; i < count; i++) {
      sums[i] += array[start + i];
    }
  }

  /** Sets every element from a matrix of the same shape and either precision. Not modified. */
  public void assign(Matrix other) {
    if (other.rows() != rows() || other.columns() != columns()) {
      throw new IllegalArgumentException("Cannot assign %s to %s".formatted(other, this));
    }
    if (other instanceof FloatMatrix floats) {
      for (int i = 0; i < size(); i++) {
        array[offset + i] = floats.array()[floats.offset + i];
      }
    } else if (other instanceof DoubleMatrix doubles) {
      System.arraycopy(doubles.array, doubles.offset, array, offset, size());
    }
  }

  @Override
  public DoubleMatrix copyOfColumns(int count) {
    return of(Arrays.copyOfRange(array, offset, offset + count * rows), rows, count);
  }
}
