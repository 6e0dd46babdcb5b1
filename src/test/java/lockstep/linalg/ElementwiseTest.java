package lockstep.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ElementwiseTest {
  @ParameterizedTest
  @EnumSource
  void everyColumnOfAViewBecomesTheVector(Precision precision) {
    Matrix whole = Matrix.zeros(precision, 2, 7);
    whole.load(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 9, 9, 9});
    Matrix vector = Matrix.zeros(precision, 1, 5).view(2, 2, 1);
    vector.load(new double[] {10, 20});
    Elementwise.fillColumns(whole.columns(1, 5), vector);
    double[] elements = new double[14];
    whole.copyTo(elements);
    assertThat(elements).containsExactly(1, 2, 10, 20, 10, 20, 10, 20, 10, 20, 10, 20, 9, 9);
    Elementwise.fillColumns(whole.columns(1, 0), vector);
    assertThat(whole.at(0, 0)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void columnsOfAViewAreSummedIntoAView(Precision precision) {
    Matrix whole = Matrix.zeros(precision, 2, 4);
    whole.load(new double[] {99, 99, 1, 2, 3, 4, 99, 99});
    Matrix target = Matrix.zeros(precision, 1, 4);
    target.load(new double[] {-1, Double.NaN, 7, -1});
    Elementwise.sumColumns(whole.columns(1, 2), target.view(1, 2, 1));
    double[] elements = new double[4];
    target.addTo(elements);
    assertThat(elements).containsExactly(-1, 4, 6, -1);
  }

  /** Numbers of which every sum is exact, so that the order does not show. */
  @ParameterizedTest
  @EnumSource
  void everyColumnIsSummedOnce(Precision precision) {
    for (int rows = 1; rows <= 5; rows++) {
      for (int columns = 0; columns <= 11; columns++) {
        Matrix matrix = Matrix.zeros(precision, rows, columns);
        for (int j = 0; j < columns; j++) {
          for (int i = 0; i < rows; i++) {
            matrix.set(i, j, (1 << j) + 0.25 * i);
          }
        }
        Matrix sums = Matrix.zeros(precision, rows, 1);
        Elementwise.sumColumns(matrix, sums);
        for (int i = 0; i < rows; i++) {
          assertThat(sums.at(i, 0)).isEqualTo((1 << columns) - 1 + 0.25 * i * columns);
        }
      }
    }
  }

  /** The order is fixed: it is part of what makes equal bits. */
  @Test
  void columnsAreSummedFourByFour() {
    double[] values = {1e16, -1e16, 1, 1, 1e16, 1, -1e16, 0};
    DoubleMatrix two = DoubleMatrix.zeros(2, 8);
    for (int j = 0; j < 8; j++) {
      two.set(0, j, values[j]);
    }
    DoubleMatrix sums = DoubleMatrix.zeros(2, 1);
    Elementwise.sumColumns(two, sums);
    assertThat(sums.at(0, 0)).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void theSumOfNoColumnsIsZero(Precision precision) {
    Matrix sums = Matrix.zeros(precision, 1, 1);
    sums.set(0, 0, 5);
    Elementwise.sumColumns(Matrix.zeros(precision, 1, 0), sums);
    assertThat(sums.at(0, 0)).isZero();
  }
}
