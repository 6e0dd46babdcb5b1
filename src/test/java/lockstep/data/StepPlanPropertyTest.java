package lockstep.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import lockstep.linalg.Precision;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class StepPlanPropertyTest {
  @Property(tries = 200)
  void anEpochUsesEveryRowOfEveryShardExactlyOnce(
      @ForAll long seed,
      @ForAll @IntRange(max = 1000) int epoch,
      @ForAll @IntRange(min = 1, max = 30) int steps,
      @ForAll @IntRange(min = 1, max = 12) int bufferRows,
      @ForAll List<@IntRange(max = 70) Integer> shardSizes) {
    StepPlan plan = new StepPlan(seed, epoch, steps);
    Block buffer = Block.zeros(Precision.FLOAT64, 2, 1, bufferRows);
    for (int number = 0; number < shardSizes.size(); number++) {
      int rows = shardSizes.get(number);
      Shard shard = NumberedRows.shard(number, Precision.FLOAT64, rows);
      List<Integer> used = new ArrayList<>();
      for (int step = 0; step < steps; step++) {
        int before = used.size();
        plan.forEachBatch(
            shard,
            step,
            buffer,
            (batch, numbers) -> {
              List<Integer> rowsOfBatch = NumberedRows.numbers(batch);
              for (int i = 0; i < batch.rows(); i++) {
                assertThat(numbers.at(i)).isEqualTo(rowsOfBatch.get(i));
              }
              used.addAll(rowsOfBatch);
            });
        assertThat(used.size() - before).isEqualTo(plan.count(step, rows));
      }
      assertThat(used).containsExactlyInAnyOrderElementsOf(range(rows));
    }
  }

  @Property(tries = 300)
  void slicesAdjoinAndDifferByAtMostOne(
      @ForAll @IntRange(min = 1, max = Integer.MAX_VALUE) int rows,
      @ForAll @IntRange(min = 1, max = 200) int steps) {
    StepPlan plan = new StepPlan(0, 0, steps);
    int next = 0;
    for (int step = 0; step < steps; step++) {
      assertThat(plan.from(step, rows)).isEqualTo(next);
      assertThat(plan.count(step, rows)).isBetween(rows / steps, (rows - 1) / steps + 1);
      next += plan.count(step, rows);
    }
    assertThat(next).isEqualTo(rows);
  }

  @Property(tries = 300)
  void aPermutationHoldsEveryRow(
      @ForAll long seed,
      @ForAll @IntRange(max = 1000) int shard,
      @ForAll @IntRange(max = 500) int rows) {
    int[] order = new StepPlan(seed, 0, 3).permutation(shard, rows);
    assertThat(IntStream.of(order).boxed().toList())
        .containsExactlyInAnyOrderElementsOf(range(rows));
  }

  private static List<Integer> range(int rows) {
    return IntStream.range(0, rows).boxed().toList();
  }
}
