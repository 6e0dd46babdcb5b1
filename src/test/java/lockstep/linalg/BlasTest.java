package lockstep.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlasTest {
  @ParameterizedTest
  @EnumSource
  void betaZeroOverwritesWhateverStoodThere(Precision precision) {
    // Buffers are used again: a batch that overflowed must not poison the next.
    for (int size : new int[] {1, 3, 17, 64}) {
      Matrix ones = Matrix.zeros(precision, size, size);
      double[] values = new double[size * size];
      java.util.Arrays.fill(values, 1);
      ones.load(values);
      Matrix product = Matrix.zeros(precision, size, size);
      java.util.Arrays.fill(values, Double.NaN);
      product.load(values);
      Blas.multiply(ones, false, ones, true, 0, product);
      for (int i = 0; i < size; i++) {
        assertThat(product.at(i, size - 1 - i)).isEqualTo(size);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aProductOverNothingIsZero(Precision precision) {
    Matrix product = Matrix.zeros(precision, 2, 3);
    product.load(new double[] {1, 2, 3, 4, 5, Double.NaN});
    Matrix noColumns = Matrix.zeros(precision, 2, 0);
    Matrix noRows = Matrix.zeros(precision, 0, 3);
    Blas.multiply(noColumns, false, noRows, false, 0, product);
    double[] elements = new double[6];
    product.addTo(elements);
    assertThat(elements).containsOnly(0);
    product.load(new double[] {1, 2, 3, 4, 5, 6});
    Blas.multiply(noColumns, false, noRows, false, 1, product);
    product.addTo(elements);
    assertThat(elements).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @ParameterizedTest
  @EnumSource
  void aProductWithoutRowsOrColumnsIsLeftAlone(Precision precision) {
    Matrix empty = Matrix.zeros(precision, 2, 0);
    Blas.multiply(
        Matrix.zeros(precision, 2, 3), false, Matrix.zeros(precision, 3, 0), false, 0, empty);
    assertThat(empty.size()).isZero();
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    Matrix a = Matrix.zeros(Precision.FLOAT64, 2, 3);
    Matrix b = Matrix.zeros(Precision.FLOAT64, 2, 4);
    Matrix c = Matrix.zeros(Precision.FLOAT64, 2, 4);
    assertThatThrownBy(() -> Blas.multiply(a, false, b, false, 0, c))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot multiply [2, 3] by [2, 4] into [2, 4]");
    assertThatThrownBy(() -> Blas.multiply(a, true, b, false, 0, c))
        .hasMessage("Cannot multiply [3, 2] by [2, 4] into [2, 4]");
  }

  @Test
  void theImplementationIsNamed() {
    assertThat(Blas.implementation()).endsWith("BLAS");
  }
}
