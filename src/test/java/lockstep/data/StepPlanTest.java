package lockstep.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import lockstep.linalg.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepPlanTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "32, 32, 1",
    "33, 32, 2",
    "64, 32, 2",
    "10, 1, 10",
    "10, 1000, 1",
    "3066, 32, 96",
    "10, 9223372036854775807, 1"
  })
  void stepsAreRowsByBatchSizeRoundedUp(long rows, long batchSize, int steps) {
    assertThat(StepPlan.steps(rows, batchSize)).isEqualTo(steps);
  }

  @Test
  void plansOfNothingAreRefused() {
    assertThatThrownBy(() -> new StepPlan(0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot plan an epoch of 0 steps: expected 1 or more");
    assertThatThrownBy(() -> StepPlan.steps(0, 32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot plan steps of 32 rows over 0 rows: expected 1 or more");
    assertThatThrownBy(() -> StepPlan.steps(10, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> StepPlan.steps(1L << 40, 1)).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void theOrderIsAFunctionOfSeedEpochAndShardAlone() {
    int[] order = new StepPlan(42, 3, 10).permutation(5, 50);
    assertThat(new StepPlan(42, 3, 99).permutation(5, 50)).isEqualTo(order);
    assertThat(new StepPlan(43, 3, 10).permutation(5, 50)).isNotEqualTo(order);
    assertThat(new StepPlan(42, 4, 10).permutation(5, 50)).isNotEqualTo(order);
    assertThat(new StepPlan(42, 3, 10).permutation(6, 50)).isNotEqualTo(order);
    assertThat(order).isNotEqualTo(IntStream.range(0, 50).toArray());
  }

  @Test
  void allOrdersAreAboutEquallyOften() {
    int[] counts = new int[6];
    int epochs = 6000;
    for (int epoch = 0; epoch < epochs; epoch++) {
      int[] order = new StepPlan(1, epoch, 2).permutation(0, 3);
      counts[2 * order[0] + (order[1] > order[2] ? 1 : 0)]++;
    }
    double chiSquared = 0;
    for (int count : counts) {
      chiSquared += Math.pow(count - 1000, 2) / 1000;
    }
    // The 0.1% point of chi squared with 5 degrees of freedom.
    assertThat(chiSquared).isLessThan(20.52);
  }

  @Test
  void aShardMakesTheOrderOfAnEpochOnce() {
    Shard shard = NumberedRows.shard(1, Precision.FLOAT32, 20);
    int[] order = shard.order(new StepPlan(7, 0, 4));
    assertThat(shard.order(new StepPlan(7, 0, 4))).isSameAs(order);
    assertThat(shard.order(new StepPlan(7, 1, 4))).isNotEqualTo(order);
    assertThat(shard.order(new StepPlan(7, 0, 4))).isEqualTo(order);
  }

  @Test
  void oneStepVisitsTheBlocksAsTheyAre() {
    Shard shard = NumberedRows.shard(1, Precision.FLOAT32, 5000);
    List<Block> visited = new ArrayList<>();
    Block buffer = Block.zeros(Precision.FLOAT32, 2, 1, 1);
    new StepPlan(7, 0, 1).forEachBatch(shard, 0, buffer, (batch, numbers) -> visited.add(batch));
    assertThat(visited).isEqualTo(shard.blocks());
    assertThat(buffer.weights().at(0, 0)).isZero();
  }

  @Test
  void aBatchFitsTheBuffer() {
    Shard shard = NumberedRows.shard(0, Precision.FLOAT32, 25);
    List<Integer> sizes = new ArrayList<>();
    Block buffer = Block.zeros(Precision.FLOAT32, 2, 1, 5);
    new StepPlan(7, 0, 2)
        .forEachBatch(shard, 1, buffer, (batch, numbers) -> sizes.add(batch.rows()));
    assertThat(sizes).containsExactly(5, 5, 3);
  }
}
