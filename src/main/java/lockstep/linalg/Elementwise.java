package lockstep.linalg;

import java.util.Arrays;

/** Loops over matrices that BLAS has no routine for. */
public final class Elementwise {
  private Elementwise() {}

  /**
   * Sets every column of {@code matrix} (modified) to {@code vector} [rows, 1]. What is copied
   * doubles from one call to the next.
   */
  public static void fillColumns(Matrix matrix, Matrix vector) {
    if (matrix instanceof FloatMatrix floats) {
      fillColumns(floats, (FloatMatrix) vector);
    } else if (matrix instanceof DoubleMatrix doubles) {
      fillColumns(doubles, (DoubleMatrix) vector);
    }
  }

  /**
   * sums := the sum of the columns of {@code matrix}, four by four in column order; sums [rows, 1]
   * is modified.
   */
  public static void sumColumns(Matrix matrix, Matrix sums) {
    if (matrix instanceof FloatMatrix floats) {
      sumColumns(floats, (FloatMatrix) sums);
    } else if (matrix instanceof DoubleMatrix doubles) {
      sumColumns(doubles, (DoubleMatrix) sums);
    }
  }

  /**
   * product := a b, element by element; all three have one shape and precision.
   *
   * @param a Not modified, unless it is the product.
   * @param b Not modified.
   * @param product Overwritten; may be a.
   */
  public static void multiply(Matrix a, Matrix b, Matrix product) {
    if (a instanceof FloatMatrix floats) {
      multiply(floats, (FloatMatrix) b, (FloatMatrix) product);
    } else if (a instanceof DoubleMatrix doubles) {
      multiply(doubles, (DoubleMatrix) b, (DoubleMatrix) product);
    }
  }

  /**
   * sums := (a + b) + (c + d) in double, element by element, if all four are of float32: each is
   * widened once and nothing is written in between.
   *
   * @param from the first element of a, b, c and d
   * @param count how many
   * @param sums whose beginning is overwritten
   * @return false if one is not of float32, and nothing was done
   */
  public static boolean sumOfFour(
      Matrix a, Matrix b, Matrix c, Matrix d, int from, int count, double[] sums) {
    if (a instanceof FloatMatrix fa
        && b instanceof FloatMatrix fb
        && c instanceof FloatMatrix fc
        && d instanceof FloatMatrix fd) {
      float[] wa = fa.array();
      float[] wb = fb.array();
      float[] wc = fc.array();
      float[] wd = fd.array();
      for (int i = 0; i < count; i++) {
        sums[i] = ((double) wa[from + i] + wb[from + i]) + ((double) wc[from + i] + wd[from + i]);
      }
      return true;
    }
    return false;
  }

  private static void multiply(FloatMatrix a, FloatMatrix b, FloatMatrix product) {
    for (int i = 0; i < product.size(); i++) {
      product.array()[product.offset + i] = a.array()[a.offset + i] * b.array()[b.offset + i];
    }
  }

  private static void multiply(DoubleMatrix a, DoubleMatrix b, DoubleMatrix product) {
    for (int i = 0; i < product.size(); i++) {
      product.array()[product.offset + i] = a.array()[a.offset + i] * b.array()[b.offset + i];
    }
  }

  private static void fillColumns(FloatMatrix matrix, FloatMatrix vector) {
    float[] to = matrix.array();
    int size = matrix.size();
    int done = Math.min(size, matrix.rows);
    System.arraycopy(vector.array(), vector.offset, to, matrix.offset, done);
    for (; done < size; done += Math.min(done, size - done)) {
      System.arraycopy(to, matrix.offset, to, matrix.offset + done, Math.min(done, size - done));
    }
  }

  private static void sumColumns(FloatMatrix matrix, FloatMatrix sums) {
    float[] from = matrix.array();
    int rows = matrix.rows;
    int end = matrix.offset + matrix.size();
    if (rows == 1) {
      sums.array()[sums.offset] = sum(from, matrix.offset, end);
      return;
    }
    Arrays.fill(sums.array(), sums.offset, sums.offset + rows, 0f);
    int start = matrix.offset;
    for (; start + 4 * rows <= end; start += 4 * rows) {
      addFour(from, start, rows, sums.array(), sums.offset);
    }
    for (; start < end; start += rows) {
      addOne(from, start, rows, sums.array(), sums.offset);
    }
  }

  private static void addFour(float[] from, int start, int rows, float[] to, int at) {
    int second = start + rows;
    int third = second + rows;
    int fourth = third + rows;
    for (int i = 0; i < rows; i++) {
      to[at + i] += (from[start + i] + from[second + i]) + (from[third + i] + from[fourth + i]);
    }
  }

  private static void addOne(float[] from, int start, int rows, float[] to, int at) {
    for (int i = 0; i < rows; i++) {
      to[at + i] += from[start + i];
    }
  }

  private static float sum(float[] values, int from, int end) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = from;
    for (; i + 3 < end; i += 4) {
      s0 += values[i];
      s1 += values[i + 1];
      s2 += values[i + 2];
      s3 += values[i + 3];
    }
    for (; i < end; i++) {
      s0 += values[i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  private static void fillColumns(DoubleMatrix matrix, DoubleMatrix vector) {
    double[] to = matrix.array();
    int size = matrix.size();
    int done = Math.min(size, matrix.rows);
    System.arraycopy(vector.array(), vector.offset, to, matrix.offset, done);
    for (; done < size; done += Math.min(done, size - done)) {
      System.arraycopy(to, matrix.offset, to, matrix.offset + done, Math.min(done, size - done));
    }
  }

  private static void sumColumns(DoubleMatrix matrix, DoubleMatrix sums) {
    double[] from = matrix.array();
    int rows = matrix.rows;
    int end = matrix.offset + matrix.size();
    if (rows == 1) {
      sums.array()[sums.offset] = sum(from, matrix.offset, end);
      return;
    }
    Arrays.fill(sums.array(), sums.offset, sums.offset + rows, 0d);
    int start = matrix.offset;
    for (; start + 4 * rows <= end; start += 4 * rows) {
      addFour(from, start, rows, sums.array(), sums.offset);
    }
    for (; start < end; start += rows) {
      addOne(from, start, rows, sums.array(), sums.offset);
    }
  }

  private static void addFour(double[] from, int start, int rows, double[] to, int at) {
    int second = start + rows;
    int third = second + rows;
    int fourth = third + rows;
    for (int i = 0; i < rows; i++) {
      to[at + i] += (from[start + i] + from[second + i]) + (from[third + i] + from[fourth + i]);
    }
  }

  private static void addOne(double[] from, int start, int rows, double[] to, int at) {
    for (int i = 0; i < rows; i++) {
      to[at + i] += from[start + i];
    }
  }

  private static double sum(double[] values, int from, int end) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = from;
    for (; i + 3 < end; i += 4) {
      s0 += values[i];
      s1 += values[i + 1];
      s2 += values[i + 2];
      s3 += values[i + 3];
    }
    for (; i < end; i++) {
      s0 += values[i];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
