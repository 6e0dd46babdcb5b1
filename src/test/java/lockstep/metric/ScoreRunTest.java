package lockstep.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import lockstep.linalg.SplitMix64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreRunTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 63, 64, 65, 10_000})
  void aRunIsTheSortedTableOfScores(int rows) {
    SplitMix64 random = new SplitMix64(rows);
    ScoreBuffer buffer = new ScoreBuffer();
    TreeMap<Long, double[]> expected = new TreeMap<>(Comparator.reverseOrder());
    for (int i = 0; i < rows; i++) {
      // All magnitudes and both signs, a third of them tied.
      double score =
          i % 3 == 0
              ? random.nextInt(5) - 2
              : random.nextGaussian() * Math.scalb(1.0, random.nextInt(200) - 100);
      int label = random.nextInt(2);
      double weight = random.nextInt(4);
      buffer.add(score, label, weight);
      if (weight > 0) {
        expected.computeIfAbsent(ScoreKey.of(score), key -> new double[2])[label] += weight;
      }
    }
    ScoreRun run = buffer.toRun();
    assertThat(run.size()).isEqualTo(expected.size());
    int i = 0;
    for (var entry : expected.entrySet()) {
      assertThat(run.key(i)).isEqualTo(entry.getKey());
      assertThat(run.negative(i)).isEqualTo(entry.getValue()[0]);
      assertThat(run.positive(i++)).isEqualTo(entry.getValue()[1]);
    }
    assertThat(buffer.toRun()).isEqualTo(run);
  }

  @Test
  void aBufferCanGrowAfterItWasSorted() {
    ScoreBuffer buffer = new ScoreBuffer();
    for (int i = 0; i < 300; i++) {
      buffer.add(i % 50, i % 2, 1);
      assertThat(buffer.toRun().size()).isEqualTo(Math.min(i + 1, 50));
    }
    assertThat(buffer.size()).isEqualTo(300);
  }

  @Test
  void rangesHoldEveryEntryOnceInDescendingOrder() {
    ScoreRun run = randomRun(1, 500);
    for (int parts : new int[] {1, 2, 3, 7, 64}) {
      KeyRanges ranges = KeyRanges.balanced(List.of(run.sampleKeys(100)), parts);
      List<ScoreRun> split = ranges.split(run);
      assertThat(split).hasSize(parts).hasSize(ranges.size());
      assertThat(ScoreRun.merge(split)).isEqualTo(run);
      for (int i = 0; i < parts; i++) {
        assertThat(split.get(i).size()).isBetween(1, 500 / parts + 10);
        if (i > 0) {
          ScoreRun above = split.get(i - 1);
          assertThat(above.key(above.size() - 1)).isGreaterThan(split.get(i).key(0));
        }
      }
    }
  }

  @Test
  void cutsThatRepeatOrLieOutsideLeaveEmptyRanges() {
    ScoreRun run = randomRun(2, 50);
    KeyRanges ranges = KeyRanges.cutAt(run.key(7), Long.MAX_VALUE, Long.MIN_VALUE, run.key(7));
    List<ScoreRun> split = ranges.split(run);
    assertThat(split).extracting(ScoreRun::size).containsExactly(0, 8, 42, 0);
    assertThat(KeyRanges.balanced(List.of(), 5).split(run)).containsExactly(run);
    assertThat(run.between(0, -5).size()).isZero();
  }

  @Test
  void runsOfManyShardsMergeIntoOne() {
    List<ScoreRun> runs = new ArrayList<>();
    ScoreRun oneByOne = ScoreRun.empty();
    for (int shard = 0; shard < 13; shard++) {
      ScoreRun run = randomRun(shard, shard * 3);
      runs.add(run);
      oneByOne = oneByOne.plus(run);
    }
    assertThat(ScoreRun.merge(runs)).isEqualTo(oneByOne);
    assertThat(ScoreRun.merge(List.of())).isEqualTo(ScoreRun.empty());
  }

  @Test
  void rowsThatCannotBeRankedAreRefused() {
    ScoreBuffer buffer = new ScoreBuffer();
    assertThatThrownBy(() -> buffer.add(0.5, 1, -1))
        .hasMessage(
            "Cannot rank a row: expected label 0 or 1 and weight 0 or more, found label 1.0,"
                + " weight -1.0");
    assertThatThrownBy(() -> buffer.add(0.5, 2, 1)).hasMessageContaining("found label 2.0");
    assertThatThrownBy(() -> buffer.add(0.5, 1, Double.NaN)).hasMessageContaining("weight NaN");
    assertThatThrownBy(() -> buffer.add(Double.NaN, 1, 0)).hasMessageContaining("found NaN");
    assertThat(buffer.size()).isZero();
  }

  private static ScoreRun randomRun(int seed, int rows) {
    SplitMix64 random = new SplitMix64(seed);
    ScoreBuffer buffer = new ScoreBuffer();
    for (int i = 0; i < rows; i++) {
      buffer.add(random.nextGaussian(), random.nextInt(2), Row.weight(random));
    }
    return buffer.toRun();
  }
}
