package lockstep.spark.engine;

import java.nio.ByteBuffer;
import lockstep.data.ShardTree;
import lockstep.objective.GradientSum;

/**
 * The sums of a step as they travel: in double, as sums over shards are everywhere. The shards of
 * an executor that lie side by side are one part, so mostly this is one array [p].
 */
final class TreeBytes {
  private static final int PART = 3 * Integer.BYTES + 2 * Double.BYTES;

  private TreeBytes() {}

  /** Number of bytes. */
  static int size(ShardTree<GradientSum> tree) {
    long[] size = {2 * Integer.BYTES};
    tree.forEachPart((level, index, sum) -> size[0] += PART + 8L * sum.gradient().length);
    return Math.toIntExact(size[0]);
  }

  /** Writes a tree. */
  static void put(ByteBuffer bytes, ShardTree<GradientSum> tree) {
    int[] parts = {0};
    tree.forEachPart((level, index, sum) -> parts[0]++);
    bytes.putInt(tree.shards()).putInt(parts[0]);
    tree.forEachPart((level, index, sum) -> put(bytes, level, index, sum));
  }

  private static void put(ByteBuffer bytes, int level, int index, GradientSum sum) {
    int p = sum.gradient().length;
    bytes.putInt(level).putInt(index).putInt(p).putDouble(sum.lossSum()).putDouble(sum.weightSum());
    bytes.asDoubleBuffer().put(sum.gradient());
    bytes.position(bytes.position() + Double.BYTES * p);
  }

  /** Reads a tree. */
  static ShardTree<GradientSum> read(ByteBuffer bytes) {
    ShardTree<GradientSum> tree = new ShardTree<>(bytes.getInt());
    int parts = bytes.getInt();
    for (int part = 0; part < parts; part++) {
      int level = bytes.getInt();
      int index = bytes.getInt();
      double[] gradient = new double[bytes.getInt()];
      double lossSum = bytes.getDouble();
      double weightSum = bytes.getDouble();
      bytes.asDoubleBuffer().get(gradient);
      bytes.position(bytes.position() + Double.BYTES * gradient.length);
      tree.addPart(
          level, index, new GradientSum(gradient, lossSum, weightSum), GradientSum::absorb);
    }
    return tree;
  }
}
