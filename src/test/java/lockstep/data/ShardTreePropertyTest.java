package lockstep.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ShardTreePropertyTest {
  /** Sums of unlike sizes and signs: no two groupings of many of them agree. */
  private static double[] sums(int shards, Random random) {
    return IntStream.range(0, shards)
        .mapToDouble(i -> random.nextGaussian() * Math.pow(10, random.nextInt(12)))
        .toArray();
  }

  /** The tree of the definition, from its root down. */
  private static double canonical(double[] sums, int level, int index) {
    if (level == 0) {
      return sums[index];
    }
    double left = canonical(sums, level - 1, 2 * index);
    boolean lone = (long) (2 * index + 1) << (level - 1) >= sums.length;
    return lone ? left : left + canonical(sums, level - 1, 2 * index + 1);
  }

  private static double canonical(double[] sums) {
    int levels = 0;
    while (1 << levels < sums.length) {
      levels++;
    }
    return canonical(sums, levels, 0);
  }

  @Property(tries = 300)
  void theRootIsTheSameForAnyOrderOfArrival(
      @ForAll @IntRange(min = 1, max = 130) int shards, @ForAll long seed) {
    Random random = new Random(seed);
    double[] sums = sums(shards, random);
    ShardTree<Double> tree = new ShardTree<>(shards);
    for (int shard : shuffled(shards, random)) {
      tree.add(shard, sums[shard], Double::sum);
    }
    assertThat(tree.root()).isEqualTo(canonical(sums));
  }

  @Property(tries = 300)
  void theRootIsTheSameForAnyGrouping(
      @ForAll @IntRange(min = 1, max = 130) int shards,
      @ForAll @IntRange(min = 1, max = 20) int groups,
      @ForAll long seed) {
    Random random = new Random(seed);
    double[] sums = sums(shards, random);
    List<ShardTree<Double>> trees = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      trees.add(new ShardTree<>(shards));
    }
    for (int shard : shuffled(shards, random)) {
      trees.get(random.nextInt(groups)).add(shard, sums[shard], Double::sum);
    }
    while (trees.size() > 1) {
      ShardTree<Double> taken = trees.remove(random.nextInt(trees.size()));
      trees.get(random.nextInt(trees.size())).addAll(taken, Double::sum);
    }
    assertThat(trees.get(0).root()).isEqualTo(canonical(sums));
  }

  @Property(tries = 300)
  void aShardTwiceIsRefusedAndAMissingOneIsSeen(
      @ForAll @IntRange(min = 2, max = 70) int shards, @ForAll long seed) {
    Random random = new Random(seed);
    List<Integer> order = shuffled(shards, random);
    int missing = order.remove(0);
    ShardTree<Double> tree = new ShardTree<>(shards);
    order.forEach(shard -> tree.add(shard, 1.0, Double::sum));
    assertThatThrownBy(tree::root).isInstanceOf(IllegalStateException.class);
    int twice = order.get(random.nextInt(order.size()));
    assertThatThrownBy(() -> tree.add(twice, 1.0, Double::sum))
        .isInstanceOf(IllegalStateException.class);
    tree.add(missing, 1.0, Double::sum);
    assertThat(tree.root()).isEqualTo(shards);
  }

  private static List<Integer> shuffled(int shards, Random random) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, shards).boxed().toList());
    Collections.shuffle(order, random);
    return order;
  }
}
