package lockstep.linalg;

import java.util.Arrays;

/**
 * The two products of a first layer with a sparse matrix: in both, the columns of the dense factor
 * that belong to an entry are contiguous, and no other is read or written. Entries are taken by
 * ascending index, four at once in the forward product, so that sums are stored once in four.
 */
final class SparseProducts {
  private SparseProducts() {}

  /** sum [k, n] += left [k, d] x [d, n]. */
  static void addProduct(Matrix left, SparseMatrix x, Matrix sum) {
    check(left.columns == x.rows() && fits(left, sum, x.columns()), left, x, sum);
    if (left instanceof FloatMatrix floats) {
      float[] values = ((FloatMatrix) x.values()).array();
      addProduct(floats, x, values, (FloatMatrix) sum);
    } else if (left instanceof DoubleMatrix doubles) {
      double[] values = ((DoubleMatrix) x.values()).array();
      addProduct(doubles, x, values, (DoubleMatrix) sum);
    }
  }

  /** product [k, d] := left [k, n] times x [d, n] transposed. */
  static void outerProduct(Matrix left, SparseMatrix x, Matrix product) {
    check(left.columns == x.columns() && fits(left, product, x.rows()), left, x, product);
    if (left instanceof FloatMatrix floats) {
      float[] values = ((FloatMatrix) x.values()).array();
      outerProduct(floats, x, values, (FloatMatrix) product);
    } else if (left instanceof DoubleMatrix doubles) {
      double[] values = ((DoubleMatrix) x.values()).array();
      outerProduct(doubles, x, values, (DoubleMatrix) product);
    }
  }

  private static boolean fits(Matrix left, Matrix result, int columns) {
    return result.rows == left.rows && result.columns == columns;
  }

  private static void check(boolean fits, Matrix left, SparseMatrix x, Matrix result) {
    if (!fits) {
      throw new IllegalArgumentException(
          "Cannot multiply %s and %s into %s".formatted(left, x, result));
    }
  }

  private static void addProduct(
      FloatMatrix left, SparseMatrix x, float[] values, FloatMatrix sum) {
    int[] indices = x.indices();
    float[] from = left.array();
    int k = left.rows;
    for (int j = 0; j < x.columns(); j++) {
      int e = x.start(j);
      int end = x.start(j + 1);
      int to = sum.offset + j * k;
      if (k == 1) {
        sum.array()[to] += dot(from, left.offset, indices, values, e, end);
        continue;
      }
      for (; e + 3 < end; e += 4) {
        addFour(from, left.offset, k, indices, values, e, sum.array(), to);
      }
      for (; e < end; e++) {
        addOne(from, left.offset + indices[e] * k, k, values[e], sum.array(), to);
      }
    }
  }

  /** In four running sums, since one would make each addition wait for the last. */
  private static float dot(
      float[] from, int offset, int[] indices, float[] values, int begin, int end) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int e = begin;
    for (; e + 3 < end; e += 4) {
      s0 += values[e] * from[offset + indices[e]];
      s1 += values[e + 1] * from[offset + indices[e + 1]];
      s2 += values[e + 2] * from[offset + indices[e + 2]];
      s3 += values[e + 3] * from[offset + indices[e + 3]];
    }
    for (; e < end; e++) {
      s0 += values[e] * from[offset + indices[e]];
    }
    return (s0 + s1) + (s2 + s3);
  }

  private static void addFour(
      float[] from, int offset, int k, int[] indices, float[] values, int e, float[] to, int at) {
    float f0 = values[e];
    float f1 = values[e + 1];
    float f2 = values[e + 2];
    float f3 = values[e + 3];
    int first = offset + indices[e] * k;
    int second = offset + indices[e + 1] * k;
    int third = offset + indices[e + 2] * k;
    int fourth = offset + indices[e + 3] * k;
    for (int i = 0; i < k; i++) {
      to[at + i] +=
          (f0 * from[first + i] + f1 * from[second + i])
              + (f2 * from[third + i] + f3 * from[fourth + i]);
    }
  }

  private static void addOne(float[] from, int start, int k, float factor, float[] to, int at) {
    for (int i = 0; i < k; i++) {
      to[at + i] += factor * from[start + i];
    }
  }

  private static void outerProduct(
      FloatMatrix left, SparseMatrix x, float[] values, FloatMatrix product) {
    int[] indices = x.indices();
    int k = left.rows;
    Arrays.fill(product.array(), product.offset, product.offset + product.size(), 0f);
    for (int j = 0; j < x.columns(); j++) {
      int from = left.offset + j * k;
      for (int e = x.start(j); e < x.start(j + 1); e++) {
        int to = product.offset + indices[e] * k;
        addOne(left.array(), from, k, values[e], product.array(), to);
      }
    }
  }

  private static void addProduct(
      DoubleMatrix left, SparseMatrix x, double[] values, DoubleMatrix sum) {
    int[] indices = x.indices();
    double[] from = left.array();
    int k = left.rows;
    for (int j = 0; j < x.columns(); j++) {
      int e = x.start(j);
      int end = x.start(j + 1);
      int to = sum.offset + j * k;
      if (k == 1) {
        sum.array()[to] += dot(from, left.offset, indices, values, e, end);
        continue;
      }
      for (; e + 3 < end; e += 4) {
        addFour(from, left.offset, k, indices, values, e, sum.array(), to);
      }
      for (; e < end; e++) {
        addOne(from, left.offset + indices[e] * k, k, values[e], sum.array(), to);
      }
    }
  }

  /** In four running sums, since one would make each addition wait for the last. */
  private static double dot(
      double[] from, int offset, int[] indices, double[] values, int begin, int end) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int e = begin;
    for (; e + 3 < end; e += 4) {
      s0 += values[e] * from[offset + indices[e]];
      s1 += values[e + 1] * from[offset + indices[e + 1]];
      s2 += values[e + 2] * from[offset + indices[e + 2]];
      s3 += values[e + 3] * from[offset + indices[e + 3]];
    }
    for (; e < end; e++) {
      s0 += values[e] * from[offset + indices[e]];
    }
    return (s0 + s1) + (s2 + s3);
  }

  private static void addFour(
      double[] from,
      int offset,
      int k,
      int[] indices,
      double[] values,
      int e,
      double[] to,
      int at) {
    double f0 = values[e];
    double f1 = values[e + 1];
    double f2 = values[e + 2];
    double f3 = values[e + 3];
    int first = offset + indices[e] * k;
    int second = offset + indices[e + 1] * k;
    int third = offset + indices[e + 2] * k;
    int fourth = offset + indices[e + 3] * k;
    for (int i = 0; i < k; i++) {
      to[at + i] +=
          (f0 * from[first + i] + f1 * from[second + i])
              + (f2 * from[third + i] + f3 * from[fourth + i]);
    }
  }

  private static void addOne(double[] from, int start, int k, double factor, double[] to, int at) {
    for (int i = 0; i < k; i++) {
      to[at + i] += factor * from[start + i];
    }
  }

  private static void outerProduct(
      DoubleMatrix left, SparseMatrix x, double[] values, DoubleMatrix product) {
    int[] indices = x.indices();
    int k = left.rows;
    Arrays.fill(product.array(), product.offset, product.offset + product.size(), 0d);
    for (int j = 0; j < x.columns(); j++) {
      int from = left.offset + j * k;
      for (int e = x.start(j); e < x.start(j + 1); e++) {
        int to = product.offset + indices[e] * k;
        addOne(left.array(), from, k, values[e], product.array(), to);
      }
    }
  }
}
