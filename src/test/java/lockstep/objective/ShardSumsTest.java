package lockstep.objective;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import lockstep.SerializedCopy;
import lockstep.data.ShardTree;
import lockstep.linalg.Precision;
import lockstep.linalg.SplitMix64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardSumsTest {
  private static final int UNITS = 3;
  private static final int INPUTS = 500;

  /** More than two blocks, and not a whole number of them. */
  private static final int PARAMETERS = UNITS * INPUTS + UNITS;

  private final SplitMix64 random = new SplitMix64(7);

  /** By turns none, one and three batches; every fifth shard touches few columns. */
  private ShardSum shard(int number, Precision precision, boolean sparse) {
    ShardSum sum = ShardSum.whole(precision, PARAMETERS);
    if (sparse && number % 5 == 4) {
      TouchedColumns columns =
          new TouchedColumns(new int[] {number, 100 + number, 499}, INPUTS, UNITS);
      sum = new ShardSum(columns, precision, columns.shrunk(PARAMETERS), null);
    }
    sum.clear();
    int batches = new int[] {1, 1, 1, 1, 3, 0, 1}[number % 7];
    for (int batch = 0; batch < batches; batch++) {
      // Of so many sizes that the order of additions shows.
      double[] gradient = new double[sum.next().size()];
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = random.nextGaussian() * Math.pow(10, 20 * random.nextDouble());
      }
      sum.next().load(gradient);
      sum.add(random.nextGaussian(), random.nextDouble());
    }
    sum.end();
    return sum;
  }

  /** Whatever the number of shards, their sum is that of the tree, to the bit. */
  @ParameterizedTest
  @CsvSource({"FLOAT32,false", "FLOAT32,true", "FLOAT64,false", "FLOAT64,true"})
  void theSumIsThatOfTheTree(Precision precision, boolean sparse) {
    for (int count = 1; count <= 19; count++) {
      List<ShardSum> shards =
          new ArrayList<>(
              IntStream.range(0, count).mapToObj(i -> shard(i, precision, sparse)).toList());
      ShardSums sums = new ShardSums(shards);
      for (int step = 0; step < 2; step++) {
        ShardTree<GradientSum> tree = new ShardTree<>(count);
        for (int i = 0; i < count; i++) {
          tree.add(i, shards.get(i).inDouble().copy(), GradientSum::plus);
        }
        GradientSum expected = tree.root().whole();
        // In any order of ranges.
        GradientSum byRange = sums.sum();
        int middle = byRange.size() / 3;
        byRange.addUp(middle, byRange.size());
        byRange.addUp(0, middle);
        byRange.addedUp();
        assertThat(byRange.whole()).as("%d shards by range", count).isEqualTo(expected);
        if (!sparse) {
          // What is whole is added up anew each time: the shards stay as they are.
          assertThat(sums.sum()).as("%d shards", count).isEqualTo(expected);
          assertThat(SerializedCopy.of(sums.sum()))
              .as("%d shards, sent", count)
              .isEqualTo(expected);
        }
        // The next step writes over the same buffers, and may touch other columns.
        for (int i = 0; i < count; i++) {
          shards.set(i, shard(i + 3, precision, sparse));
        }
      }
    }
  }
}
