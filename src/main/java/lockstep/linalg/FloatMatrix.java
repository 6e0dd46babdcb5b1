package lockstep.linalg;

import java.util.Arrays;

/** A {@link Matrix} over a {@code float} array. */
public final class FloatMatrix extends Matrix {
  private static final long serialVersionUID = 1;

  private final float[] array;

  private FloatMatrix(float[] array, int offset, int rows, int columns) {
    super(array.length, offset, rows, columns);
    this.array = array;
  }

  /** The matrix [rows, columns] over {@code array}, column-major; the array is shared. */
  public static FloatMatrix of(float[] array, int rows, int columns) {
    return new FloatMatrix(array, 0, rows, columns);
  }

  /** A matrix [rows, columns] of zeros. */
  public static FloatMatrix zeros(int rows, int columns) {
    return of(new float[Math.multiplyExact(rows, columns)], rows, columns);
  }

  /** The backing array, shared: kernels read and write it from {@link #offset()} on. */
  public float[] array() {
    return array;
  }

  @Override
  public Precision precision() {
    return Precision.FLOAT32;
  }

  @Override
  public double at(int i, int j) {
    return array[index(i, j)];
  }

  @Override
  public void set(int i, int j, double value) {
    array[index(i, j)] = (float) value;
  }

  @Override
  public FloatMatrix view(int from, int rows, int columns) {
    return new FloatMatrix(array, offset + from, rows, columns);
  }

  @Override
  public void copyColumns(int from, int count, Columns target, int targetFrom) {
    if (target instanceof DoubleMatrix doubles) {
      doubles.view(targetFrom * rows, rows, count).assign(columns(from, count));
      return;
    }
    FloatMatrix other = (FloatMatrix) target;
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
    int start = offset + from;
    for (int i = 0; i < count; i++) {
      values[i] = array[start + i];
    }
  }

  @Override
  public void write(int from, int count, double[] values) {
    int start = offset + from;
    for (int i = 0; i < count; i++) {
      array[start + i] = (float) values[i];
    }
  }

  @Override
  public void fill(double value) {
    Arrays.fill(array, offset, offset + size(), (float) value);
  }

  @Override
  public void add(int from, int count, double[] sums) {
    int start = offset + from;
    for (int i = 0; i < count; i++) {
      sums[i] += array[start + i];
    }
  }

  @Override
  public FloatMatrix copyOfColumns(int count) {
    return of(Arrays.copyOfRange(array, offset, offset + count * rows), rows, count);
  }
}
