package lockstep.linalg;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;

/**
 * Matrix products over {@code dev.ludovic.netlib}, the binding Spark itself uses: OpenBLAS where
 * there is one for this machine, else Java's vector instructions, else plain Java. Which one runs
 * is decided once per process and named by {@link #implementation()}: each groups the sums inside a
 * product differently, so it belongs to what makes a run repeatable. The system property {@code
 * lockstep.blas=java} rules the native one out.
 */
public final class Blas {
  /**
   * Up to this many multiply-adds a plain loop over columns is faster. Measured on two cores of an
   * AMD EPYC, nanoseconds of the loop and of OpenBLAS: 30x4 by 4x4 350 and 660, 8x8 by 8x8 470 and
   * 680, 16x32 by 32x4 1480 and 1060.
   */
  private static final int SMALL = 1024;

  /** The same where the loops are dot products, or a vector is multiplied. */
  private static final int SMALL_DOTS = 512;

  private static final String PROPERTY = "lockstep.blas";
  private static final String JAVA = "java";

  private Blas() {}

  /** Loaded with the first product that is worth it: scoring single rows never needs it. */
  private static final class Library {
    private static final BLAS CHOSEN =
        JAVA.equals(System.getProperty(PROPERTY))
            ? JavaBLAS.getInstance()
            : NativeBlas.load().orElseGet(JavaBLAS::getInstance);
  }

  /** The name of the implementation in use: OpenBLAS, VectorBLAS, Java11BLAS or Java8BLAS. */
  public static String implementation() {
    BLAS chosen = Library.CHOSEN;
    return chosen instanceof dev.ludovic.netlib.blas.NativeBLAS
        ? "OpenBLAS"
        : chosen.getClass().getSimpleName();
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
    if (m == 0 || n == 0) {
      return;
    }
    long size = (long) m * n * k;
    boolean dots = m == 1 || n == 1 || transposeA;
    boolean small = size <= (dots ? SMALL_DOTS : SMALL) && !(transposeA && transposeB);
    if (c instanceof FloatMatrix floats) {
      FloatMatrix left = (FloatMatrix) a;
      FloatMatrix right = (FloatMatrix) b;
      if (small) {
        SmallProducts.multiply(left, transposeA, right, transposeB, (float) beta, floats);
      } else {
        inLibrary(left, transposeA, right, transposeB, (float) beta, floats);
      }
    } else if (c instanceof DoubleMatrix doubles) {
      DoubleMatrix left = (DoubleMatrix) a;
      DoubleMatrix right = (DoubleMatrix) b;
      if (small) {
        SmallProducts.multiply(left, transposeA, right, transposeB, beta, doubles);
      } else {
        inLibrary(left, transposeA, right, transposeB, beta, doubles);
      }
    }
  }

  static void inLibrary(
      FloatMatrix a,
      boolean transposeA,
      FloatMatrix b,
      boolean transposeB,
      float beta,
      FloatMatrix c) {
    float[] as = a.array();
    float[] bs = b.array();
    float[] cs = c.array();
    if (c.rows == 1) {
      // One output: op(b) transposed times a vector, which matrix products are slow at.
      String op = transposeB ? "N" : "T";
      Library.CHOSEN.sgemv(
          op, b.rows, b.columns, 1f, bs, b.offset, b.rows, as, a.offset, 1, beta, cs, c.offset, 1);
      return;
    }
    if (c.columns == 1) {
      String op = op(transposeA);
      Library.CHOSEN.sgemv(
          op, a.rows, a.columns, 1f, as, a.offset, a.rows, bs, b.offset, 1, beta, cs, c.offset, 1);
      return;
    }
    Library.CHOSEN.sgemm(
        op(transposeA),
        op(transposeB),
        c.rows,
        c.columns,
        transposeA ? a.rows : a.columns,
        1f,
        as,
        a.offset,
        a.rows,
        bs,
        b.offset,
        b.rows,
        beta,
        cs,
        c.offset,
        c.rows);
  }

  static void inLibrary(
      DoubleMatrix a,
      boolean transposeA,
      DoubleMatrix b,
      boolean transposeB,
      double beta,
      DoubleMatrix c) {
    double[] as = a.array();
    double[] bs = b.array();
    double[] cs = c.array();
    if (c.rows == 1) {
      String op = transposeB ? "N" : "T";
      Library.CHOSEN.dgemv(
          op, b.rows, b.columns, 1d, bs, b.offset, b.rows, as, a.offset, 1, beta, cs, c.offset, 1);
      return;
    }
    if (c.columns == 1) {
      String op = op(transposeA);
      Library.CHOSEN.dgemv(
          op, a.rows, a.columns, 1d, as, a.offset, a.rows, bs, b.offset, 1, beta, cs, c.offset, 1);
      return;
    }
    Library.CHOSEN.dgemm(
        op(transposeA),
        op(transposeB),
        c.rows,
        c.columns,
        transposeA ? a.rows : a.columns,
        1d,
        as,
        a.offset,
        a.rows,
        bs,
        b.offset,
        b.rows,
        beta,
        cs,
        c.offset,
        c.rows);
  }

  private static String op(boolean transpose) {
    return transpose ? "T" : "N";
  }
}
