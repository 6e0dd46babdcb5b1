package lockstep.train;

import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import lockstep.data.Block;
import lockstep.data.DataShard;
import lockstep.data.Shard;
import lockstep.data.ShardTree;
import lockstep.data.StepPlan;
import lockstep.linalg.IndexSet;
import lockstep.linalg.Precision;
import lockstep.linalg.SparseMatrix;
import lockstep.nn.Dropout;
import lockstep.objective.GradientPass;
import lockstep.objective.GradientSum;
import lockstep.objective.Objective;
import lockstep.objective.ShardSum;
import lockstep.objective.ShardSums;
import lockstep.objective.TouchedColumns;

/**
 * The gradient sums of some shards, step by step: the one computation that every engine runs, in a
 * thread, a Spark task or a resident worker. The rows of a slice pass in batches of {@link
 * #BATCH_ROWS}, always cut the same way. Buffers are made once; belongs to one thread.
 */
public final class ShardPass {
  /** Rows that go through the network at once; part of what fixes the bits. */
  public static final int BATCH_ROWS = 512;

  private final List<Shard> shards;
  private final int shardCount;
  private final Objective objective;
  private final GradientPass pass;
  private final Precision precision;
  private final boolean drops;
  private final Block buffer;
  private final ShardSum[] whole;
  private final ShardSum[] sums;
  private final List<Part> parts;
  private final IndexSet touched;

  /**
   * A pass over the training rows of some shards.
   *
   * @param shards of one process, in any order
   * @param shardCount S, the number of all shards
   */
  public ShardPass(
      Objective objective, Precision precision, List<DataShard> shards, int shardCount) {
    this.shards =
        shards.stream().map(DataShard::train).sorted(comparingInt(Shard::number)).toList();
    this.shardCount = shardCount;
    this.objective = objective;
    int largest = this.shards.stream().mapToInt(Shard::rows).max().orElse(0);
    int rows = Math.max(1, Math.min(BATCH_ROWS, largest));
    this.pass = new GradientPass(objective, precision, rows);
    this.precision = precision;
    this.drops = objective.dropout().active();
    this.buffer = buffer(objective, precision, rows);
    this.whole = new ShardSum[shards.size()];
    this.sums = new ShardSum[shards.size()];
    this.parts = parts();
    this.touched = new IndexSet(isSparse() ? objective.network().inputs() : 0);
  }

  /** The sums of shards that meet in the tree, and the node they meet in. */
  private record Part(int level, int index, ShardSums sums) {}

  private List<Part> parts() {
    ShardTree<Integer> counts = new ShardTree<>(shardCount);
    shards.forEach(shard -> counts.add(shard.number(), 1, Integer::sum));
    List<Part> met = new ArrayList<>();
    AtomicInteger next = new AtomicInteger();
    counts.forEachPart(
        (level, index, count) -> {
          int from = next.getAndAdd(count);
          List<ShardSum> below = Arrays.asList(sums).subList(from, from + count);
          met.add(new Part(level, index, new ShardSums(below)));
        });
    return met;
  }

  private boolean isSparse() {
    return buffer.features() instanceof SparseMatrix;
  }

  private Block buffer(Objective objective, Precision precision, int rows) {
    int features = objective.network().inputs();
    int labels = objective.loss().labelSize(objective.network().outputs());
    return shards.stream()
        .filter(shard -> shard.rows() > 0)
        .findFirst()
        .map(shard -> shard.blocks().get(0).zerosLike(rows))
        .orElseGet(() -> Block.sparse(precision, features, labels, rows));
  }

  /**
   * The sums of one step, shard by shard, as far as they meet in the tree. They are held in this
   * pass's arrays: valid until the next call.
   *
   * @param parameters [p] over features as they are stored. Not modified.
   */
  public ShardTree<GradientSum> sum(double[] parameters, StepPlan plan, int step) {
    pass.parameters(parameters);
    for (int i = 0; i < sums.length; i++) {
      begin(i, plan, step);
      plan.forEachBatch(shards.get(i), step, buffer, pass::add);
      sums[i] = pass.end();
    }
    ShardTree<GradientSum> tree = new ShardTree<>(shardCount);
    parts.forEach(p -> tree.addPart(p.level, p.index, p.sums.sum(), GradientSum::absorb));
    return tree;
  }

  private long maskSeed(StepPlan plan, int step, Shard shard) {
    return drops ? Dropout.shardSeed(plan.seed(), plan.update(step), shard.number()) : 0;
  }

  /** The columns that the rows of a step touch, over all shards of this pass. */
  public TouchedColumns touched(StepPlan plan, int step) {
    if (!isSparse()) {
      return TouchedColumns.ALL;
    }
    touched.clear();
    shards.forEach(shard -> plan.addFeaturesTo(touched, shard, step));
    return TouchedColumns.of(touched, objective.network());
  }

  private void begin(int i, StepPlan plan, int step) {
    if (isSparse()) {
      touched.clear();
      plan.addFeaturesTo(touched, shards.get(i), step);
      TouchedColumns columns = TouchedColumns.of(touched, objective.network());
      if (columns.pays()) {
        pass.begin(columns, touched, maskSeed(plan, step, shards.get(i)));
        return;
      }
    }
    if (whole[i] == null) {
      whole[i] = ShardSum.whole(precision, objective.parameters());
    }
    pass.begin(whole[i], maskSeed(plan, step, shards.get(i)));
  }
}
