package lockstep.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import lockstep.SerializedCopy;
import lockstep.linalg.Precision;
import lockstep.linalg.SparseMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {
  private static final int ROWS_PER_BLOCK = 4096;

  private static List<Integer> numbers(Shard shard) {
    List<Integer> numbers = new ArrayList<>();
    shard.blocks().forEach(block -> numbers.addAll(NumberedRows.numbers(block)));
    return numbers;
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0,
        1,
        15,
        16,
        17,
        31,
        32,
        33,
        ROWS_PER_BLOCK - 1,
        ROWS_PER_BLOCK,
        ROWS_PER_BLOCK + 1,
        3 * ROWS_PER_BLOCK,
        10_000
      })
  void rowsArePackedInOrderAcrossBlocks(int rows) {
    Shard shard = NumberedRows.shard(3, Precision.FLOAT32, rows);
    assertThat(shard.number()).isEqualTo(3);
    assertThat(shard.rows()).isEqualTo(rows);
    assertThat(numbers(shard)).isEqualTo(IntStream.range(0, rows).boxed().toList());
  }

  @Test
  void everyBlockIsFullButTheLastWhichIsTrimmed() {
    Shard shard = NumberedRows.shard(0, Precision.FLOAT64, 2 * ROWS_PER_BLOCK + 5);
    assertThat(shard.blocks())
        .extracting(Block::rows)
        .containsExactly(ROWS_PER_BLOCK, ROWS_PER_BLOCK, 5);
    assertThat(shard.blocks().get(2).labels().array()).hasSize(5);
  }

  @Test
  void wideRowsMakeShorterBlocks() {
    int features = 1000;
    Shard.Builder builder = new Shard.Builder(0, Precision.FLOAT32, features, 1);
    for (int row = 0; row < 300; row++) {
      builder.nextBlock().dense().set(features - 1, builder.nextRow(), row);
      builder.endRow();
    }
    Shard shard = builder.build();
    int rowsInAMebibyte = (1 << 20) / (features * Float.BYTES);
    assertThat(shard.blocks()).extracting(Block::rows).containsExactly(rowsInAMebibyte, 38);
    assertThat(shard.blocks().get(1).features().at(features - 1, 37)).isEqualTo(299);
  }

  /**
   * Row i of d features holds i at i modulo d, and 1 in the last; a third of the rows are empty.
   */
  private static Shard.Builder sparseRows(int features, int rows) {
    Shard.Builder builder = Shard.Builder.sparse(4, Precision.FLOAT32, features, 1);
    for (int row = 0; row < rows; row++) {
      builder.nextBlock().labels().set(0, builder.nextRow(), row);
      if (row % 3 > 0) {
        builder.addEntry(row % (features - 1), row);
        builder.addEntry(features - 1, 1);
      }
      builder.endRow();
    }
    return builder;
  }

  private static void assertSparseRow(Block block, int at, int row, int features) {
    int[] indices = row % 3 > 0 ? new int[] {row % (features - 1), features - 1} : new int[0];
    assertThat(((SparseMatrix) block.features()).indicesOf(at)).isEqualTo(indices);
    assertThat(block.features().at(row % (features - 1), at)).isEqualTo(row % 3 > 0 ? row : 0);
    assertThat(block.labels().at(0, at)).isEqualTo(row);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16, 17, 1023, 1024, 1025, 3000})
  void sparseRowsTakeTheMemoryOfTheirEntries(int rows) {
    int features = 2_000_000;
    Shard shard = sparseRows(features, rows).build();
    assertThat(shard.rows()).isEqualTo(rows);
    int row = 0;
    for (Block block : shard.blocks()) {
      for (int at = 0; at < block.rows(); at++) {
        assertSparseRow(block, at, row++, features);
      }
    }
    assertThat(SerializedCopy.size(shard)).isLessThan(4000 + 40 * rows);
  }

  @Test
  void sparseRowsAreGatheredInTheOrderAsked() {
    Shard shard = sparseRows(2000, 3000).build();
    Block buffer = shard.blocks().get(0).zerosLike(5);
    int[] order = {1, 2999, 1023, 1024, 0, 2};
    for (int from = 0; from < 2; from++) {
      Block gathered = shard.gather(order, from, 5, buffer);
      for (int at = 0; at < 5; at++) {
        assertSparseRow(gathered, at, order[from + at], 2000);
      }
    }
  }

  @Test
  void aSparseShardIsNotChangedByRowsThatFollowAndForgetsRowsNotEnded() {
    Shard.Builder builder = sparseRows(10, 2);
    builder.nextBlock();
    builder.addEntry(3, 7);
    Shard shard = builder.build();
    builder.nextBlock();
    builder.addEntry(2, 9);
    builder.endRow();
    assertThat(shard.rows()).isEqualTo(2);
    assertSparseRow(shard.blocks().get(0), 1, 1, 10);
    Shard longer = builder.build();
    assertThat(((SparseMatrix) longer.blocks().get(0).features()).indicesOf(2)).containsExactly(2);
  }

  @Test
  void aRowThatWasNotEndedIsNotKept() {
    Shard.Builder builder = new Shard.Builder(0, Precision.FLOAT32, 2, 1);
    NumberedRows.write(builder.nextBlock(), builder.nextRow(), 0);
    builder.endRow();
    NumberedRows.write(builder.nextBlock(), builder.nextRow(), 7);
    assertThat(numbers(builder.build())).containsExactly(0);
  }

  @Test
  void aShardIsNotChangedByRowsThatFollow() {
    Shard.Builder builder = new Shard.Builder(0, Precision.FLOAT32, 2, 1);
    for (int row = 0; row < 16; row++) {
      NumberedRows.write(builder.nextBlock(), builder.nextRow(), row);
      builder.endRow();
    }
    Shard shard = builder.build();
    NumberedRows.write(builder.nextBlock(), builder.nextRow(), 99);
    builder.endRow();
    assertThat(numbers(shard)).isEqualTo(IntStream.range(0, 16).boxed().toList());
  }

  @Test
  void rowsAreGatheredInTheOrderAsked() {
    Shard shard = NumberedRows.shard(0, Precision.FLOAT32, 2 * ROWS_PER_BLOCK);
    Block buffer = Block.zeros(Precision.FLOAT32, 2, 1, 5);
    int[] order = {1, 8000, 4095, 4096, 0, 2};
    Block gathered = shard.gather(order, 1, 4, buffer);
    assertThat(NumberedRows.numbers(gathered)).containsExactly(8000, 4095, 4096, 0);
    assertThat(gathered.features()).extracting("array").isSameAs(arrayOf(buffer));
  }

  private static Object arrayOf(Block block) {
    return ((lockstep.linalg.FloatMatrix) block.features()).array();
  }

  @Test
  void oneBlockCanBeAShard() {
    Block block = Block.zeros(Precision.FLOAT64, 2, 1, 3);
    for (int row = 0; row < 3; row++) {
      NumberedRows.write(block, row, row);
    }
    assertThat(numbers(Shard.of(5, block))).containsExactly(0, 1, 2);
    Shard empty = Shard.of(5, block.slice(0, 0));
    assertThat(empty.rows()).isZero();
    assertThat(empty.blocks()).isEmpty();
  }

  @Test
  void aShardThatIsSentArrivesWithItsRowsAndItsOrder() {
    Shard shard = NumberedRows.shard(2, Precision.FLOAT32, 100);
    StepPlan plan = new StepPlan(1, 0, 4);
    int[] order = shard.order(plan);
    Shard arrived = SerializedCopy.of(shard);
    assertThat(numbers(arrived)).isEqualTo(numbers(shard));
    assertThat(arrived.order(plan)).isEqualTo(order);
  }
}
