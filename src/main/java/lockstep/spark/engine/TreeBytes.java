package lockstep.spark.engine;

import java.nio.ByteBuffer;
import lockstep.data.ShardTree;
import lockstep.objective.GradientSum;
import lockstep.objective.TouchedColumns;

/**
 * The sums of a step as they travel: in double, as sums over shards are everywhere. The shards of
 * an executor that lie side by side are one part, so mostly this is one array: [p], or of sparse
 * rows what they touch, with the numbers of its columns.
 */
final class TreeBytes {
  private static final int PART = 6 * Integer.BYTES + 2 * Double.BYTES;

  private TreeBytes() {}

  /** Number of bytes. */
  static int size(ShardTree<GradientSum> tree) {
    long[] size = {2 * Integer.BYTES};
    tree.forEachPart((level, index, sum) -> size[0] += size(sum));
    return Math.toIntExact(size[0]);
  }

  private static long size(GradientSum sum) {
    long columns = WishBytes.columnBytes(sum.touched());
    return PART + columns + (long) Double.BYTES * sum.gradient().length;
  }

  /** Writes a tree. */
  static void put(ByteBuffer bytes, ShardTree<GradientSum> tree) {
    int[] parts = {0};
    tree.forEachPart((level, index, sum) -> parts[0]++);
    bytes.putInt(tree.shards()).putInt(parts[0]);
    tree.forEachPart((level, index, sum) -> put(bytes, level, index, sum));
  }

  private static void put(ByteBuffer bytes, int level, int index, GradientSum sum) {
    int q = sum.gradient().length;
    bytes.putInt(level).putInt(index).putDouble(sum.lossSum()).putDouble(sum.weightSum());
    WishBytes.putColumns(bytes, sum.touched());
    bytes.putInt(q);
    bytes.asDoubleBuffer().put(sum.gradient());
    bytes.position(bytes.position() + Double.BYTES * q);
  }

  /** Reads a tree. */
  static ShardTree<GradientSum> read(ByteBuffer bytes) {
    ShardTree<GradientSum> tree = new ShardTree<>(bytes.getInt());
    int parts = bytes.getInt();
    for (int part = 0; part < parts; part++) {
      int level = bytes.getInt();
      int index = bytes.getInt();
      tree.addPart(level, index, readSum(bytes), GradientSum::absorb);
    }
    return tree;
  }

  private static GradientSum readSum(ByteBuffer bytes) {
    double lossSum = bytes.getDouble();
    double weightSum = bytes.getDouble();
    TouchedColumns touched = WishBytes.readColumns(bytes);
    double[] gradient = new double[bytes.getInt()];
    bytes.asDoubleBuffer().get(gradient);
    bytes.position(bytes.position() + Double.BYTES * gradient.length);
    return new GradientSum(touched, gradient, lossSum, weightSum);
  }
}
