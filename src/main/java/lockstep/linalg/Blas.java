package lockstep.linalg;

import dev.ludovic.netlib.blas.JavaBLAS;

/**
 * Matrix products over {@code dev.ludovic.netlib}, the binding Spark itself uses. Which
 * implementation runs is decided once per process and named by {@link #implementation()}: the sums
 * inside a product are grouped differently by each, so it belongs to what makes a run repeatable.
 */
public final class Blas {
  private static final dev.ludovic.netlib.blas.BLAS NETLIB = JavaBLAS.getInstance();

  private Blas() {}

  /** The name of the implementation in use, such as {@code Java11BLAS}. */
  public static String implementation() {
    return NETLIB.getClass().getSimpleName();
  }

  /**
   * c := op(a) op(b) + beta c, where op transposes if asked.
   *
   * @param a [m, k], or [k, m] if transposed. Not modified.
   * @param b [k, n], or [n, k] if transposed. Not modified.
   * @param beta 0 to overwrite, 1 to accumulate
   * @param c [m, n]. Modified.
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public static void multiply(
      Matrix a, boolean transposeA, Matrix b, boolean transposeB, double beta, Matrix c) {
    int m = transposeA ? a.columns : a.rows;
    int k = transposeA ? a.rows : a.columns;
    int n = transposeB ? b.rows : b.columns;
    int kOfB = transposeB ? b.columns : b.rows;
    if (k != kOfB || c.rows != m || c.columns != n) {
      throw new IllegalArgumentException(
          "Cannot multiply [%d, %d] by [%d, %d] into [%d, %d]"
              .formatted(m, k, kOfB, n, c.rows, c.columns));
    }
    if (k == 0) {
      scale(beta, c);
      return;
    }
    if (m == 0 || n == 0) {
      return;
    }
    String opA = transposeA ? "T" : "N";
    String opB = transposeB ? "T" : "N";
    int lda = Math.max(1, a.rows);
    int ldb = Math.max(1, b.rows);
    if (c instanceof FloatMatrix floats) {
      NETLIB.sgemm(
          opA,
          opB,
          m,
          n,
          k,
          1f,
          ((FloatMatrix) a).array(),
          a.offset,
          lda,
          ((FloatMatrix) b).array(),
          b.offset,
          ldb,
          (float) beta,
          floats.array(),
          c.offset,
          m);
    } else if (c instanceof DoubleMatrix doubles) {
      NETLIB.dgemm(
          opA,
          opB,
          m,
          n,
          k,
          1d,
          ((DoubleMatrix) a).array(),
          a.offset,
          lda,
          ((DoubleMatrix) b).array(),
          b.offset,
          ldb,
          beta,
          doubles.array(),
          c.offset,
          m);
    }
  }

  /** The product over nothing, which netlib's bounds check refuses: c := beta c. */
  private static void scale(double beta, Matrix c) {
    for (int j = 0; j < c.columns; j++) {
      for (int i = 0; i < c.rows; i++) {
        c.set(i, j, beta == 0 ? 0 : beta * c.at(i, j));
      }
    }
  }
}
