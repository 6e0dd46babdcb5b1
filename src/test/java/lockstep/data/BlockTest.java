package lockstep.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import lockstep.linalg.DoubleMatrix;
import lockstep.linalg.Matrix;
import lockstep.linalg.Precision;
import org.junit.jupiter.api.Test;

class BlockTest {
  private static Block numbered(int rows) {
    Block block = Block.zeros(Precision.FLOAT32, 2, 1, rows);
    for (int row = 0; row < rows; row++) {
      NumberedRows.write(block, row, row);
    }
    return block;
  }

  @Test
  void partsOfUnequalLengthAreRefused() {
    Matrix features = Matrix.zeros(Precision.FLOAT32, 4, 3);
    DoubleMatrix three = DoubleMatrix.zeros(1, 3);
    DoubleMatrix two = DoubleMatrix.zeros(1, 2);
    assertThatThrownBy(() -> new Block(features, two, three))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot make a block of features FLOAT32 matrix [4, 3], labels FLOAT64 matrix [1, 2]"
                + " and weights FLOAT64 matrix [1, 3]: expected [d, n], [m, n], [1, n]");
    assertThatThrownBy(() -> new Block(features, three, two))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Block(features, three, DoubleMatrix.zeros(2, 3)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSliceOfASliceHoldsTheRightRows() {
    Block slice = numbered(10).slice(3, 6).slice(2, 3);
    assertThat(NumberedRows.numbers(slice)).containsExactly(5, 6, 7);
  }

  @Test
  void aSliceSharesItsArrays() {
    Block block = numbered(4);
    NumberedRows.write(block.slice(2, 1), 0, 9);
    assertThat(NumberedRows.numbers(block)).containsExactly(0, 1, 9, 3);
  }

  @Test
  void aRowIsCopiedWhole() {
    Block target = numbered(3);
    numbered(8).slice(4, 4).copyRows(2, 1, target, 1);
    assertThat(NumberedRows.numbers(target)).containsExactly(0, 6, 2);
  }
}
