package lockstep.linalg;

/** Loops over matrices that BLAS has no routine for. */
public final class Elementwise {
  private Elementwise() {}

  /** Adds {@code vector} [rows, 1] to every column of {@code matrix} (modified). */
  public static void addToColumns(Matrix matrix, Matrix vector) {
    if (matrix instanceof FloatMatrix floats) {
      addToColumns(floats, (FloatMatrix) vector);
    } else if (matrix instanceof DoubleMatrix doubles) {
      addToColumns(doubles, (DoubleMatrix) vector);
    }
  }

  /**
   * sums := the sum of the columns of {@code matrix}, in column order; sums [rows, 1] is modified.
   */
  public static void sumColumns(Matrix matrix, Matrix sums) {
    if (matrix instanceof FloatMatrix floats) {
      sumColumns(floats, (FloatMatrix) sums);
    } else if (matrix instanceof DoubleMatrix doubles) {
      sumColumns(doubles, (DoubleMatrix) sums);
    }
  }

  private static void addToColumns(FloatMatrix matrix, FloatMatrix vector) {
    float[] to = matrix.array();
    float[] from = vector.array();
    int rows = matrix.rows;
    for (int start = matrix.offset; start < matrix.offset + matrix.size(); start += rows) {
      for (int i = 0; i < rows; i++) {
        to[start + i] += from[vector.offset + i];
      }
    }
  }

  private static void addToColumns(DoubleMatrix matrix, DoubleMatrix vector) {
    double[] to = matrix.array();
    double[] from = vector.array();
    int rows = matrix.rows;
    for (int start = matrix.offset; start < matrix.offset + matrix.size(); start += rows) {
      for (int i = 0; i < rows; i++) {
        to[start + i] += from[vector.offset + i];
      }
    }
  }

  private static void sumColumns(FloatMatrix matrix, FloatMatrix sums) {
    float[] from = matrix.array();
    float[] to = sums.array();
    int rows = matrix.rows;
    java.util.Arrays.fill(to, sums.offset, sums.offset + rows, 0f);
    for (int start = matrix.offset; start < matrix.offset + matrix.size(); start += rows) {
      for (int i = 0; i < rows; i++) {
        to[sums.offset + i] += from[start + i];
      }
    }
  }

  private static void sumColumns(DoubleMatrix matrix, DoubleMatrix sums) {
    double[] from = matrix.array();
    double[] to = sums.array();
    int rows = matrix.rows;
    java.util.Arrays.fill(to, sums.offset, sums.offset + rows, 0d);
    for (int start = matrix.offset; start < matrix.offset + matrix.size(); start += rows) {
      for (int i = 0; i < rows; i++) {
        to[sums.offset + i] += from[start + i];
      }
    }
  }
}
