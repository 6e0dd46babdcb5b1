package lockstep.linalg;

import java.util.Arrays;

/**
 * Small products in plain loops: crossing into native code costs more than such a product. Loops
 * run along columns, where memory is contiguous, and over four columns at once, so that sums are
 * stored once in four.
 */
final class SmallProducts {
  private SmallProducts() {}

  static void multiply(
      FloatMatrix a,
      boolean transposeA,
      FloatMatrix b,
      boolean transposeB,
      float beta,
      FloatMatrix c) {
    float[] as = a.array();
    float[] bs = b.array();
    float[] cs = c.array();
    scale(cs, c.offset, c.size(), beta);
    int k = a.size() / c.rows;
    if (c.rows == 1) {
      // One row is one column in memory: op(b) transposed, times a vector.
      if (transposeB) {
        columns(bs, b.offset, c.columns, k, as, a.offset, 1, k, cs, c.offset, 1);
      } else {
        dots(bs, b.offset, c.columns, k, as, a.offset, cs, c.offset, 1);
      }
    } else if (transposeA && k > 1) {
      dots(as, a.offset, c.rows, k, bs, b.offset, cs, c.offset, c.columns);
    } else {
      int strideL = transposeB ? c.columns : 1;
      int strideJ = transposeB ? 1 : k;
      columns(as, a.offset, c.rows, k, bs, b.offset, strideL, strideJ, cs, c.offset, c.columns);
    }
  }

  private static void scale(float[] values, int from, int count, float beta) {
    if (beta == 0) {
      Arrays.fill(values, from, from + count, 0f);
    } else if (beta != 1) {
      for (int i = from; i < from + count; i++) {
        values[i] *= beta;
      }
    }
  }

  /** c [m, n] += a [m, k] b, where element (l, j) of b stands at l strideL + j strideJ. */
  private static void columns(
      float[] a,
      int offset,
      int m,
      int k,
      float[] b,
      int bOffset,
      int strideL,
      int strideJ,
      float[] c,
      int cOffset,
      int n) {
    for (int j = 0; j < n; j++) {
      int to = cOffset + j * m;
      int at = bOffset + j * strideJ;
      int from = offset;
      int l = 0;
      for (; l + 3 < k; l += 4, from += 4 * m, at += 4 * strideL) {
        float f0 = b[at];
        float f1 = b[at + strideL];
        float f2 = b[at + 2 * strideL];
        float f3 = b[at + 3 * strideL];
        addFour(a, from, m, f0, f1, f2, f3, c, to);
      }
      for (; l < k; l++, from += m, at += strideL) {
        addOne(a, from, m, b[at], c, to);
      }
    }
  }

  /** Adds four adjacent columns [m], times their factors, to {@code m} elements. */
  private static void addFour(
      float[] columns,
      int from,
      int m,
      float f0,
      float f1,
      float f2,
      float f3,
      float[] to,
      int at) {
    int second = from + m;
    int third = second + m;
    int fourth = third + m;
    for (int i = 0; i < m; i++) {
      to[at + i] +=
          (f0 * columns[from + i] + f1 * columns[second + i])
              + (f2 * columns[third + i] + f3 * columns[fourth + i]);
    }
  }

  private static void addOne(float[] columns, int from, int m, float factor, float[] to, int at) {
    for (int i = 0; i < m; i++) {
      to[at + i] += factor * columns[from + i];
    }
  }

  /** c [m, n] += transposed a [k, m] b [k, n]: dot products of columns. */
  private static void dots(
      float[] a, int offset, int m, int k, float[] b, int bOffset, float[] c, int cOffset, int n) {
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < m; i++) {
        c[cOffset + i + j * m] += dot(a, offset + i * k, b, bOffset + j * k, k);
      }
    }
  }

  /** In four running sums, since one would make each addition wait for the last. */
  private static float dot(float[] a, int left, float[] b, int right, int k) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int l = 0;
    for (; l + 3 < k; l += 4) {
      s0 += a[left + l] * b[right + l];
      s1 += a[left + l + 1] * b[right + l + 1];
      s2 += a[left + l + 2] * b[right + l + 2];
      s3 += a[left + l + 3] * b[right + l + 3];
    }
    for (; l < k; l++) {
      s0 += a[left + l] * b[right + l];
    }
    return (s0 + s1) + (s2 + s3);
  }

  static void multiply(
      DoubleMatrix a,
      boolean transposeA,
      DoubleMatrix b,
      boolean transposeB,
      double beta,
      DoubleMatrix c) {
    double[] as = a.array();
    double[] bs = b.array();
    double[] cs = c.array();
    scale(cs, c.offset, c.size(), beta);
    int k = a.size() / c.rows;
    if (c.rows == 1) {
      // One row is one column in memory: op(b) transposed, times a vector.
      if (transposeB) {
        columns(bs, b.offset, c.columns, k, as, a.offset, 1, k, cs, c.offset, 1);
      } else {
        dots(bs, b.offset, c.columns, k, as, a.offset, cs, c.offset, 1);
      }
    } else if (transposeA && k > 1) {
      dots(as, a.offset, c.rows, k, bs, b.offset, cs, c.offset, c.columns);
    } else {
      int strideL = transposeB ? c.columns : 1;
      int strideJ = transposeB ? 1 : k;
      columns(as, a.offset, c.rows, k, bs, b.offset, strideL, strideJ, cs, c.offset, c.columns);
    }
  }

  private static void scale(double[] values, int from, int count, double beta) {
    if (beta == 0) {
      Arrays.fill(values, from, from + count, 0d);
    } else if (beta != 1) {
      for (int i = from; i < from + count; i++) {
        values[i] *= beta;
      }
    }
  }

  /** c [m, n] += a [m, k] b, where element (l, j) of b stands at l strideL + j strideJ. */
  private static void columns(
      double[] a,
      int offset,
      int m,
      int k,
      double[] b,
      int bOffset,
      int strideL,
      int strideJ,
      double[] c,
      int cOffset,
      int n) {
    for (int j = 0; j < n; j++) {
      int to = cOffset + j * m;
      int at = bOffset + j * strideJ;
      int from = offset;
      int l = 0;
      for (; l + 3 < k; l += 4, from += 4 * m, at += 4 * strideL) {
        double f0 = b[at];
        double f1 = b[at + strideL];
        double f2 = b[at + 2 * strideL];
        double f3 = b[at + 3 * strideL];
        addFour(a, from, m, f0, f1, f2, f3, c, to);
      }
      for (; l < k; l++, from += m, at += strideL) {
        addOne(a, from, m, b[at], c, to);
      }
    }
  }

  /** Adds four adjacent columns [m], times their factors, to {@code m} elements. */
  private static void addFour(
      double[] columns,
      int from,
      int m,
      double f0,
      double f1,
      double f2,
      double f3,
      double[] to,
      int at) {
    int second = from + m;
    int third = second + m;
    int fourth = third + m;
    for (int i = 0; i < m; i++) {
      to[at + i] +=
          (f0 * columns[from + i] + f1 * columns[second + i])
              + (f2 * columns[third + i] + f3 * columns[fourth + i]);
    }
  }

  private static void addOne(
      double[] columns, int from, int m, double factor, double[] to, int at) {
    for (int i = 0; i < m; i++) {
      to[at + i] += factor * columns[from + i];
    }
  }

  /** c [m, n] += transposed a [k, m] b [k, n]: dot products of columns. */
  private static void dots(
      double[] a,
      int offset,
      int m,
      int k,
      double[] b,
      int bOffset,
      double[] c,
      int cOffset,
      int n) {
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < m; i++) {
        c[cOffset + i + j * m] += dot(a, offset + i * k, b, bOffset + j * k, k);
      }
    }
  }

  /** In four running sums, since one would make each addition wait for the last. */
  private static double dot(double[] a, int left, double[] b, int right, int k) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int l = 0;
    for (; l + 3 < k; l += 4) {
      s0 += a[left + l] * b[right + l];
      s1 += a[left + l + 1] * b[right + l + 1];
      s2 += a[left + l + 2] * b[right + l + 2];
      s3 += a[left + l + 3] * b[right + l + 3];
    }
    for (; l < k; l++) {
      s0 += a[left + l] * b[right + l];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
