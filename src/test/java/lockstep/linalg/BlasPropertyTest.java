package lockstep.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BlasPropertyTest {
  /** c := op(a) op(b) + beta c, as the formula is written. */
  private static double[] loops(
      Matrix a, boolean transposeA, Matrix b, boolean transposeB, double beta, Matrix c) {
    int inner = transposeA ? a.rows() : a.columns();
    double[] product = new double[c.size()];
    for (int i = 0; i < c.rows(); i++) {
      for (int j = 0; j < c.columns(); j++) {
        double sum = 0;
        for (int l = 0; l < inner; l++) {
          sum += (transposeA ? a.at(l, i) : a.at(i, l)) * (transposeB ? b.at(j, l) : b.at(l, j));
        }
        product[i + j * c.rows()] = sum + beta * c.at(i, j);
      }
    }
    return product;
  }

  @Property(tries = 300)
  void productsAreThoseOfTheLoops(
      @ForAll Precision precision,
      @ForAll boolean transposeA,
      @ForAll boolean transposeB,
      @ForAll boolean accumulate,
      @ForAll @IntRange(min = 1, max = 40) int m,
      @ForAll @IntRange(min = 1, max = 40) int k,
      @ForAll @IntRange(min = 1, max = 40) int n,
      @ForAll long seed) {
    SplitMix64 random = new SplitMix64(seed);
    Matrix a = random(precision, transposeA ? k : m, transposeA ? m : k, random);
    Matrix b = random(precision, transposeB ? n : k, transposeB ? k : n, random);
    Matrix c = random(precision, m, n, random);
    double beta = accumulate ? 1 : 0;
    double[] expected = loops(a, transposeA, b, transposeB, beta, c);
    Blas.multiply(a, transposeA, b, transposeB, beta, c);
    // Terms are at most 1: k + 1 of them, each rounded, and so is each partial sum of up to k.
    double ulp = precision == Precision.FLOAT32 ? 0x1p-24 : 0x1p-53;
    double tolerance = 2 * (k + 1) * (k + 1) * ulp;
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < m; i++) {
        assertThat(c.at(i, j)).isCloseTo(expected[i + j * m], within(tolerance));
      }
    }
  }

  /** A view inside a larger array, as parameters and slices are. */
  private static Matrix random(Precision precision, int rows, int columns, SplitMix64 random) {
    Matrix matrix = Matrix.zeros(precision, 1, rows * columns + 8).view(5, rows, columns);
    double[] values = new double[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = 2 * random.nextDouble() - 1;
    }
    matrix.load(values);
    return matrix;
  }
}
