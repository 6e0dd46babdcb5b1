package lockstep.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import lockstep.SerializedCopy;
import lockstep.linalg.Precision;
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
      builder.nextBlock().features().set(features - 1, builder.nextRow(), row);
      builder.endRow();
    }
    Shard shard = builder.build();
    int rowsInAMebibyte = (1 << 20) / (features * Float.BYTES);
    assertThat(shard.blocks()).extracting(Block::rows).containsExactly(rowsInAMebibyte, 38);
    assertThat(shard.blocks().get(1).features().at(features - 1, 37)).isEqualTo(299);
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
