package lockstep.data;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * Sums over shards, combined along one binary tree over the shard numbers 0 .. S-1. The node (level
 * l, index i) covers the shards i 2^l to (i+1) 2^l - 1; a node without a right neighbour inside 0
 * .. S-1 moves up unchanged. Two parts meet only as siblings, left plus right; so the root is the
 * same to the bit, whoever computed the shards and in whatever order the parts arrived. What has
 * not met its sibling yet is kept: at most one part per level on either side of a run of adjacent
 * shards.
 *
 * <p>This is what makes {@code treeAggregate}, which merges in order of arrival, reproducible.
 *
 * @param <T> the type of the sums; an immutable value, or one that its last owner may overwrite
 */
public final class ShardTree<T extends Serializable> implements Serializable {
  private static final long serialVersionUID = 1;

  private final int shards;
  private final TreeMap<Node, T> parts = new TreeMap<>();

  private record Node(int level, int index) implements Comparable<Node>, Serializable {
    Node parent() {
      return new Node(level + 1, index >> 1);
    }

    Node sibling() {
      return new Node(level, index ^ 1);
    }

    int firstShard() {
      return index << level;
    }

    int lastShard() {
      return firstShard() + (1 << level) - 1;
    }

    @Override
    public int compareTo(Node other) {
      int byShard = Integer.compare(firstShard(), other.firstShard());
      return byShard != 0 ? byShard : Integer.compare(level, other.level);
    }
  }

  /** Takes the parts that a tree holds. */
  @FunctionalInterface
  public interface PartConsumer<T> {
    /** The sum over the shards {@code index} 2^{@code level} to (index + 1) 2^level - 1. */
    void accept(int level, int index, T sum);
  }

  /** An empty sum over {@code shards} shards. */
  public ShardTree(int shards) {
    if (shards < 1 || shards > 1 << 20) {
      throw new IllegalArgumentException(
          "Cannot sum over " + shards + " shards: expected 1 to " + (1 << 20));
    }
    this.shards = shards;
  }

  /** S, the number of shards the sum is over. */
  public int shards() {
    return shards;
  }

  /**
   * Adds the sum of one shard.
   *
   * @throws IllegalStateException if that shard is in already, alone or within a larger part
   */
  public void add(int shard, T sum, BinaryOperator<T> plus) {
    if (shard < 0 || shard >= shards) {
      throw new IllegalArgumentException(
          "Cannot add shard %d to a sum over %d shards".formatted(shard, shards));
    }
    put(new Node(0, shard), sum, plus);
  }

  /**
   * Adds all parts of another tree over the same shards.
   *
   * @throws IllegalStateException if a shard is in both; then this tree is of no further use
   */
  public void addAll(ShardTree<T> other, BinaryOperator<T> plus) {
    if (other.shards != shards) {
      throw new IllegalArgumentException(
          "Cannot combine sums over %d and %d shards".formatted(shards, other.shards));
    }
    other.parts.forEach((node, sum) -> put(node, sum, plus));
  }

  /**
   * Adds a part that another tree over the same shards has handed out.
   *
   * @throws IllegalStateException if a shard of it is in already
   */
  public void addPart(int level, int index, T sum, BinaryOperator<T> plus) {
    if (level < 0 || level > 20 || index < 0 || (long) index << level >= shards) {
      throw new IllegalArgumentException(
          "Cannot add part %d of level %d to a sum over %d shards".formatted(index, level, shards));
    }
    put(new Node(level, index), sum, plus);
  }

  /** Hands out the parts that have not met, in the order of their shards. */
  public void forEachPart(PartConsumer<? super T> consumer) {
    parts.forEach((node, sum) -> consumer.accept(node.level, node.index, sum));
  }

  /**
   * The sum over all shards.
   *
   * @throws IllegalStateException if a shard is missing
   */
  public T root() {
    Map.Entry<Node, T> first = parts.firstEntry();
    if (first == null || !isRoot(first.getKey())) {
      throw new IllegalStateException(
          "Cannot give the sum over %d shards: parts have not met: %s"
              .formatted(shards, parts.keySet()));
    }
    return first.getValue();
  }

  /** Whether all shards are in, so that there is a {@link #root}. */
  public boolean isComplete() {
    return parts.size() == 1 && isRoot(parts.firstKey());
  }

  private boolean isRoot(Node node) {
    return node.index == 0 && 1L << node.level >= shards;
  }

  private void put(Node part, T value, BinaryOperator<T> plus) {
    refuseOverlap(part);
    Node node = part;
    T sum = value;
    while (!isRoot(node)) {
      Node sibling = node.sibling();
      if (sibling.firstShard() < shards) {
        T other = parts.remove(sibling);
        if (other == null) {
          break;
        }
        sum = (node.index & 1) == 0 ? plus.apply(sum, other) : plus.apply(other, sum);
      }
      node = node.parent();
    }
    parts.put(node, sum);
  }

  /**
   * The parts kept are disjoint and ordered by their first shard, so of those that start no later
   * than the new part ends only the last can share a shard with it.
   */
  private void refuseOverlap(Node part) {
    Node other = parts.lowerKey(new Node(0, part.lastShard() + 1));
    if (other != null && other.lastShard() >= part.firstShard()) {
      throw new IllegalStateException(
          "Cannot add a shard twice: shards %d to %d meet shards %d to %d"
              .formatted(
                  part.firstShard(), part.lastShard(), other.firstShard(), other.lastShard()));
    }
  }
}
