package lockstep.linalg;

import java.util.Arrays;

/**
 * Products of a few thousand multiply-adds in plain loops: crossing into native code costs about
 * 0.3 microseconds, more than such a product. Loops run along columns, where memory is contiguous.
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
    if (beta == 0) {
      Arrays.fill(c.array(), c.offset, c.offset + c.size(), 0f);
    } else if (beta != 1) {
      for (int i = 0; i < c.size(); i++) {
        c.array()[c.offset + i] *= beta;
      }
    }
    if (transposeA) {
      dots(a, b, transposeB, c);
    } else {
      columns(a, b, transposeB, c);
    }
  }

  /** c += a op(b): each column of c is a sum of columns of a. */
  private static void columns(FloatMatrix a, FloatMatrix b, boolean transposeB, FloatMatrix c) {
    float[] as = a.array();
    float[] bs = b.array();
    float[] cs = c.array();
    int m = c.rows;
    int strideL = transposeB ? b.rows : 1;
    int strideJ = transposeB ? 1 : b.rows;
    for (int j = 0; j < c.columns; j++) {
      int to = c.offset + j * m;
      for (int l = 0; l < a.columns; l++) {
        float factor = bs[b.offset + l * strideL + j * strideJ];
        int from = a.offset + l * m;
        for (int i = 0; i < m; i++) {
          cs[to + i] += factor * as[from + i];
        }
      }
    }
  }

  /** c += transposed a op(b): each element is a dot product along a column of a. */
  private static void dots(FloatMatrix a, FloatMatrix b, boolean transposeB, FloatMatrix c) {
    float[] as = a.array();
    float[] bs = b.array();
    int k = a.rows;
    int strideL = transposeB ? b.rows : 1;
    int strideJ = transposeB ? 1 : b.rows;
    for (int j = 0; j < c.columns; j++) {
      int right = b.offset + j * strideJ;
      for (int i = 0; i < c.rows; i++) {
        int left = a.offset + i * k;
        float sum = 0;
        for (int l = 0; l < k; l++) {
          sum += as[left + l] * bs[right + l * strideL];
        }
        c.array()[c.offset + i + j * c.rows] += sum;
      }
    }
  }

  static void multiply(
      DoubleMatrix a,
      boolean transposeA,
      DoubleMatrix b,
      boolean transposeB,
      double beta,
      DoubleMatrix c) {
    if (beta == 0) {
      Arrays.fill(c.array(), c.offset, c.offset + c.size(), 0d);
    } else if (beta != 1) {
      for (int i = 0; i < c.size(); i++) {
        c.array()[c.offset + i] *= beta;
      }
    }
    if (transposeA) {
      dots(a, b, transposeB, c);
    } else {
      columns(a, b, transposeB, c);
    }
  }

  /** c += a op(b): each column of c is a sum of columns of a. */
  private static void columns(DoubleMatrix a, DoubleMatrix b, boolean transposeB, DoubleMatrix c) {
    double[] as = a.array();
    double[] bs = b.array();
    double[] cs = c.array();
    int m = c.rows;
    int strideL = transposeB ? b.rows : 1;
    int strideJ = transposeB ? 1 : b.rows;
    for (int j = 0; j < c.columns; j++) {
      int to = c.offset + j * m;
      for (int l = 0; l < a.columns; l++) {
        double factor = bs[b.offset + l * strideL + j * strideJ];
        int from = a.offset + l * m;
        for (int i = 0; i < m; i++) {
          cs[to + i] += factor * as[from + i];
        }
      }
    }
  }

  /** c += transposed a op(b): each element is a dot product along a column of a. */
  private static void dots(DoubleMatrix a, DoubleMatrix b, boolean transposeB, DoubleMatrix c) {
    double[] as = a.array();
    double[] bs = b.array();
    int k = a.rows;
    int strideL = transposeB ? b.rows : 1;
    int strideJ = transposeB ? 1 : b.rows;
    for (int j = 0; j < c.columns; j++) {
      int right = b.offset + j * strideJ;
      for (int i = 0; i < c.rows; i++) {
        int left = a.offset + i * k;
        double sum = 0;
        for (int l = 0; l < k; l++) {
          sum += as[left + l] * bs[right + l * strideL];
        }
        c.array()[c.offset + i + j * c.rows] += sum;
      }
    }
  }
}
