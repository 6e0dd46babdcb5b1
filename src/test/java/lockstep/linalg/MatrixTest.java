package lockstep.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MatrixTest {
  /** [[0, 2, 4], [1, 3, 5]]: element (i, j) is its index in the array. */
  private static Matrix counting(Precision precision) {
    Matrix matrix = Matrix.zeros(precision, 2, 3);
    matrix.load(new double[] {0, 1, 2, 3, 4, 5});
    return matrix;
  }

  private static double[] elements(Matrix matrix) {
    double[] elements = new double[matrix.size()];
    matrix.addTo(elements);
    return elements;
  }

  @ParameterizedTest
  @EnumSource
  void elementsStandInColumnMajorOrder(Precision precision) {
    Matrix matrix = counting(precision);
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 3; j++) {
        assertThat(matrix.at(i, j)).isEqualTo(i + 2 * j);
      }
    }
    assertThat(matrix.precision()).isEqualTo(precision);
    assertThat(matrix).hasToString(precision + " matrix [2, 3]");
  }

  @ParameterizedTest
  @EnumSource
  void aViewSharesTheArray(Precision precision) {
    Matrix matrix = counting(precision);
    Matrix last = matrix.columns(1, 2).columns(1, 1);
    assertThat(last.offset()).isEqualTo(4);
    assertThat(elements(last)).containsExactly(4, 5);
    last.set(1, 0, 9);
    assertThat(matrix.at(1, 2)).isEqualTo(9);
    assertThat(elements(matrix.view(1, 1, 4))).containsExactly(1, 2, 3, 4);
  }

  @ParameterizedTest
  @EnumSource
  void aCopyHasAnArrayOfItsOwn(Precision precision) {
    Matrix matrix = counting(precision);
    Matrix copy = matrix.columns(1, 2).copyOfColumns(1);
    assertThat(elements(copy)).containsExactly(2, 3);
    Matrix grown = matrix.columns(1, 2).grownTo(3);
    assertThat(elements(grown)).containsExactly(2, 3, 4, 5, 0, 0);
    copy.set(0, 0, 7);
    grown.set(1, 0, 7);
    assertThat(elements(matrix)).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @ParameterizedTest
  @EnumSource
  void columnsAreCopiedBetweenViews(Precision precision) {
    Matrix target = Matrix.zeros(precision, 2, 4).columns(1, 3);
    counting(precision).columns(1, 2).copyColumns(1, 1, target, 2);
    assertThat(elements(target)).containsExactly(0, 0, 0, 0, 4, 5);
  }

  @ParameterizedTest
  @EnumSource
  void sumsAreAddedInDouble(Precision precision) {
    double[] sums = {1e-9, 0, 0, 0, 0, 0.25};
    counting(precision).addTo(sums);
    assertThat(sums).containsExactly(1e-9, 1, 2, 3, 4, 5.25);
  }

  @Test
  void valuesAreRoundedToThePrecision() {
    Matrix floats = Matrix.zeros(Precision.FLOAT32, 1, 2);
    floats.load(new double[] {0.1, 1e-50});
    assertThat(elements(floats)).containsExactly(0.1f, 0);
    floats.set(0, 1, 1 + 1e-12);
    assertThat(floats.at(0, 1)).isEqualTo(1);
    Matrix doubles = Matrix.zeros(Precision.FLOAT64, 1, 1);
    doubles.set(0, 0, 1 + 1e-12);
    assertThat(doubles.at(0, 0)).isEqualTo(1 + 1e-12);
  }

  @ParameterizedTest
  @EnumSource
  void whatDoesNotFitIsRefused(Precision precision) {
    Matrix matrix = counting(precision);
    assertThatThrownBy(() -> matrix.view(1, 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot view a matrix [2, 3] at offset 1 of an array of length 6");
    assertThatThrownBy(() -> matrix.columns(-1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> matrix.at(2, 0))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("Cannot read element (2, 0) of a matrix [2, 3]");
    assertThatThrownBy(() -> matrix.load(new double[5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot copy an array into a matrix [2, 3]: expected length 6, found 5");
    assertThatThrownBy(() -> matrix.addTo(new double[7]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Matrix.zeros(precision, 1 << 16, 1 << 16))
        .isInstanceOf(ArithmeticException.class);
  }

  @ParameterizedTest
  @EnumSource
  void aMatrixWithoutColumnsOrRowsIsOrdinary(Precision precision) {
    assertThat(Matrix.zeros(precision, 3, 0).grownTo(2).size()).isEqualTo(6);
    assertThat(Matrix.zeros(precision, 0, 4).columns(2, 2).columns()).isEqualTo(2);
  }
}
