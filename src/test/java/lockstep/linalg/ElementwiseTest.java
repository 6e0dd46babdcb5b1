package lockstep.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ElementwiseTest {
  @ParameterizedTest
  @EnumSource
  void aVectorIsAddedToEveryColumnOfAView(Precision precision) {
    Matrix whole = Matrix.zeros(precision, 2, 4);
    Matrix vector = Matrix.zeros(precision, 1, 5).view(2, 2, 1);
    vector.load(new double[] {10, 20});
    Elementwise.addToColumns(whole.columns(1, 2), vector);
    double[] elements = new double[8];
    whole.addTo(elements);
    assertThat(elements).containsExactly(0, 0, 10, 20, 10, 20, 0, 0);
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

  @Test
  void columnsAreSummedInColumnOrder() {
    DoubleMatrix sums = DoubleMatrix.zeros(1, 1);
    Elementwise.sumColumns(DoubleMatrix.of(new double[] {1e16, 1, -1e16}, 1, 3), sums);
    assertThat(sums.at(0, 0)).isZero();
    Elementwise.sumColumns(DoubleMatrix.of(new double[] {1e16, -1e16, 1}, 1, 3), sums);
    assertThat(sums.at(0, 0)).isEqualTo(1);
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
