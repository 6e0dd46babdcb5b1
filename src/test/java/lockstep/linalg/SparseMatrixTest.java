package lockstep.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import lockstep.SerializedCopy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SparseMatrixTest {
  /** Columns (0 5 0 7), (0 0 0 0), (1 2 3 4). */
  private static SparseMatrix example(Precision precision) {
    SparseMatrix matrix = SparseMatrix.zeros(precision, 4, 3);
    matrix.beginColumn(0);
    matrix.append(0, 1, 5);
    matrix.append(0, 3, 7);
    matrix.beginColumn(1);
    matrix.beginColumn(2);
    for (int i = 0; i < 4; i++) {
      matrix.append(2, i, i + 1);
    }
    return matrix;
  }

  private static List<Double> elements(Columns matrix) {
    List<Double> elements = new ArrayList<>();
    double[] column = new double[matrix.rows()];
    for (int j = 0; j < matrix.columns(); j++) {
      matrix.readColumn(j, column);
      for (int i = 0; i < column.length; i++) {
        assertThat(matrix.at(i, j)).isEqualTo(column[i]);
        elements.add(column[i]);
      }
    }
    return elements;
  }

  @ParameterizedTest
  @EnumSource
  void whatWasWrittenIsReadAndTheRestIsZero(Precision precision) {
    SparseMatrix matrix = example(precision);
    assertThat(elements(matrix)).containsExactly(0., 5., 0., 7., 0., 0., 0., 0., 1., 2., 3., 4.);
    assertThat(matrix.entries()).isEqualTo(6);
    assertThat(matrix.indicesOf(0)).containsExactly(1, 3);
    assertThat(matrix.valuesOf(0)).containsExactly(5, 7);
    assertThat(matrix.precision()).isEqualTo(precision);
    assertThat(matrix).hasToString(precision + " sparse matrix [4, 3]");
    assertThat(elements(SerializedCopy.of(matrix))).isEqualTo(elements(matrix));
  }

  @ParameterizedTest
  @EnumSource
  void aViewHoldsAdjacentColumns(Precision precision) {
    SparseMatrix view = example(precision).columns(1, 2).columns(1, 1);
    assertThat(elements(view)).containsExactly(1., 2., 3., 4.);
    assertThat(view.entries()).isEqualTo(4);
    assertThat(elements(example(precision).columns(2, 0))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void copiesHoldNoMoreThanTheirEntries(Precision precision) {
    SparseMatrix copy = example(precision).columns(1, 2).copyOfColumns(2);
    assertThat(elements(copy)).containsExactly(0., 0., 0., 0., 1., 2., 3., 4.);
    assertThat(copy.indices()).hasSize(4);
    assertThat(copy.values().size()).isEqualTo(4);
    assertThat(elements(example(precision).columns(0, 1).grownTo(2)))
        .containsExactly(0., 5., 0., 7., 0., 0., 0., 0.);
  }

  @ParameterizedTest
  @EnumSource
  void columnsAreCopiedInTheOrderOfTheTarget(Precision precision) {
    for (Precision format : List.of(precision, Precision.FLOAT64)) {
      SparseMatrix target = SparseMatrix.zeros(format, 4, 3);
      for (int round = 0; round < 2; round++) {
        example(precision).copyColumns(2, 1, target, 0);
        example(precision).copyColumns(0, 2, target, 1);
        assertThat(elements(target))
            .containsExactly(1., 2., 3., 4., 0., 5., 0., 7., 0., 0., 0., 0.);
      }
      SparseMatrix fewer = target.columns(0, 2);
      example(precision).copyColumns(0, 1, target, 0);
      example(precision).copyColumns(0, 1, target, 1);
      assertThat(elements(fewer)).containsExactly(0., 5., 0., 7., 0., 5., 0., 7.);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aColumnBegunAgainForgetsItsEntriesAndZerosAreNone(Precision precision) {
    SparseMatrix matrix = SparseMatrix.zeros(precision, 4, 1);
    matrix.beginColumn(0);
    matrix.append(0, 2, 9);
    matrix.beginColumn(0);
    matrix.append(0, 1, 0.1);
    matrix.append(0, 2, 0);
    assertThat(matrix.entries()).isEqualTo(1);
    assertThat(matrix.at(1, 0)).isEqualTo(precision == Precision.FLOAT32 ? 0.1f : 0.1);
  }

  @ParameterizedTest
  @EnumSource
  void indicesThatDoNotAscendOrFitAreRefused(Precision precision) {
    SparseMatrix matrix = SparseMatrix.zeros(precision, 4, 2);
    matrix.beginColumn(0);
    matrix.append(0, 3, 1);
    matrix.beginColumn(1);
    matrix.append(1, 2, 1);
    assertThatThrownBy(() -> matrix.append(1, 2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot add an entry to column 1: expected an index from 3 to 3, found 2");
    assertThatThrownBy(() -> matrix.append(1, 4, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> matrix.at(4, 0)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  /** Small whole numbers: no sum rounds, so that its order means nothing. */
  private static Matrix wholeNumbers(Precision precision, int rows, int columns, long seed) {
    SplitMix64 random = new SplitMix64(seed);
    Matrix matrix = Matrix.zeros(precision, rows, columns);
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i < rows; i++) {
        matrix.set(i, j, random.nextInt(3) == 0 ? random.nextInt(17) - 8 : 0);
      }
    }
    return matrix;
  }

  private static SparseMatrix sparse(Matrix dense) {
    SparseMatrix matrix = SparseMatrix.zeros(dense.precision(), dense.rows(), dense.columns());
    for (int j = 0; j < dense.columns(); j++) {
      matrix.beginColumn(j);
      for (int i = 0; i < dense.rows(); i++) {
        matrix.append(j, i, dense.at(i, j));
      }
    }
    return matrix;
  }

  @ParameterizedTest
  @EnumSource
  void productsAreThoseOfTheDenseMatrixToTheBit(Precision precision) {
    for (int k : new int[] {1, 2, 5, 16}) {
      for (int d : new int[] {1, 3, 40}) {
        for (int n : new int[] {0, 1, 9}) {
          // Views, so that offsets are not 0.
          assertSameProducts(precision, k, d, n);
        }
      }
    }
  }

  private static void assertSameProducts(Precision precision, int k, int d, int n) {
    // Views, so that offsets are not 0.
    Matrix dense = wholeNumbers(precision, d, n + 2, 1).columns(1, n);
    Columns sparse = sparse(wholeNumbers(precision, d, n + 2, 1)).columns(1, n);
    Matrix left = wholeNumbers(precision, k, d + 1, 2).columns(1, d);
    Matrix expected = wholeNumbers(precision, k, n + 1, 3).columns(1, n);
    Matrix actual = wholeNumbers(precision, k, n + 1, 3).columns(1, n);
    dense.addProduct(left, expected);
    sparse.addProduct(left, actual);
    assertThat(elements(actual)).isEqualTo(elements(expected));
    Matrix outer = wholeNumbers(precision, k, n, 4);
    Matrix expectedOuter = wholeNumbers(precision, k, d, 5);
    Matrix actualOuter = wholeNumbers(precision, k, d, 6);
    dense.outerProduct(outer, expectedOuter);
    sparse.outerProduct(outer, actualOuter);
    assertThat(elements(actualOuter)).isEqualTo(elements(expectedOuter));
  }

  @ParameterizedTest
  @EnumSource
  void shapesThatDoNotFitAreRefused(Precision precision) {
    Matrix left = Matrix.zeros(precision, 2, 5);
    Matrix sum = Matrix.zeros(precision, 2, 3);
    assertThatThrownBy(() -> example(precision).addProduct(left, sum))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot multiply %1$s matrix [2, 5] and %1$s sparse matrix [4, 3] into %1$s matrix [2, 3]"
                .formatted(precision));
    assertThatThrownBy(() -> example(precision).outerProduct(left, sum))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
