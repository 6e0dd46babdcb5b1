package lockstep.objective;

import java.util.List;
import lockstep.linalg.Elementwise;
import lockstep.linalg.Matrix;

/**
 * The sums of adjacent shards, all those below one node of a {@link lockstep.data.ShardTree}, added
 * as that tree adds them. A block of the gradient goes through the whole tree before the next one
 * does, so that what is between leaves and root stays in the cache: a leaf is read once from
 * memory, and the root written once. Ranges of the gradient have nothing to do with one another,
 * and may be added by several threads.
 */
public final class ShardSums {
  /** Elements: a core's first cache holds some such blocks of doubles. */
  private static final int BLOCK = 512;

  private final List<ShardSum> shards;
  private final ThreadLocal<double[][]> scratch;
  private double[] root;

  /**
   * Sums of {@code shards}, which may be set anew between one {@link #sum} and the next.
   *
   * @param shards in their order, at least one: the 2^l of a node, or fewer where there are no more
   */
  public ShardSums(List<ShardSum> shards) {
    this.shards = shards;
    int depth = Integer.SIZE - Integer.numberOfLeadingZeros(shards.size());
    this.scratch = ThreadLocal.withInitial(() -> new double[depth][BLOCK]);
  }

  /**
   * The sum of what the shards hold now, in arrays of this object or of the shards: valid until the
   * shards are used again. Its gradient is added up when it is read.
   */
  public GradientSum sum() {
    if (shards.size() == 1 || !shards.stream().allMatch(ShardSum::all)) {
      return sum(0, shards.size());
    }
    if (root == null) {
      root = new double[gradient(0).size()];
    }
    Scalars scalars = scalars(0, shards.size());
    return new GradientSum(root, scalars.lossSum, scalars.weightSum, this::add);
  }

  private void add(int from, int to) {
    double[][] blocks = scratch.get();
    for (int block = from; block < to; block += BLOCK) {
      int count = Math.min(BLOCK, to - block);
      addBlock(0, shards.size(), block, count, 0, blocks);
      System.arraycopy(blocks[0], 0, root, block, count);
    }
  }

  /** The number of shards, of {@code count}, that stand left of a node's middle. */
  private static int left(int count) {
    return Integer.highestOneBit(count - 1);
  }

  private GradientSum sum(int first, int count) {
    if (count == 1) {
      return shards.get(first).inDouble();
    }
    int left = left(count);
    return sum(first, left).absorb(sum(first + left, count - left));
  }

  /** Leaves elements of the sum over some shards in the block of that depth. */
  private void addBlock(int first, int count, int from, int length, int depth, double[][] blocks) {
    double[] sum = blocks[depth];
    if (count == 1) {
      gradient(first).read(from, length, sum);
      return;
    }
    if (count == 4 && sumOfFour(first, from, length, sum)) {
      return;
    }
    int left = left(count);
    addBlock(first, left, from, length, depth, blocks);
    if (count - left == 1) {
      gradient(first + left).add(from, length, sum);
      return;
    }
    addBlock(first + left, count - left, from, length, depth + 1, blocks);
    double[] right = blocks[depth + 1];
    for (int i = 0; i < length; i++) {
      sum[i] += right[i];
    }
  }

  private boolean sumOfFour(int first, int from, int length, double[] sum) {
    return Elementwise.sumOfFour(
        gradient(first),
        gradient(first + 1),
        gradient(first + 2),
        gradient(first + 3),
        from,
        length,
        sum);
  }

  private Matrix gradient(int shard) {
    return shards.get(shard).gradient();
  }

  private record Scalars(double lossSum, double weightSum) {}

  private Scalars scalars(int first, int count) {
    if (count == 1) {
      return new Scalars(shards.get(first).lossSum(), shards.get(first).weightSum());
    }
    int left = left(count);
    Scalars a = scalars(first, left);
    Scalars b = scalars(first + left, count - left);
    return new Scalars(a.lossSum + b.lossSum, a.weightSum + b.weightSum);
  }
}
