package lockstep.train;

import java.util.List;
import lockstep.data.Block;
import lockstep.data.DataShard;
import lockstep.data.Shard;
import lockstep.data.ShardTree;
import lockstep.data.StepPlan;
import lockstep.linalg.IndexSet;
import lockstep.linalg.Precision;
import lockstep.linalg.SparseMatrix;
import lockstep.objective.GradientPass;
import lockstep.objective.GradientSum;
import lockstep.objective.Objective;
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
  private final Block buffer;
  private final double[][] sums;
  private final IndexSet touched;

  /**
   * A pass over the training rows of some shards.
   *
   * @param shards of one process, in any order
   * @param shardCount S, the number of all shards
   */
  public ShardPass(
      Objective objective, Precision precision, List<DataShard> shards, int shardCount) {
    this.shards = shards.stream().map(DataShard::train).toList();
    this.shardCount = shardCount;
    this.objective = objective;
    int largest = this.shards.stream().mapToInt(Shard::rows).max().orElse(0);
    int rows = Math.max(1, Math.min(BATCH_ROWS, largest));
    this.pass = new GradientPass(objective, precision, rows);
    this.buffer = buffer(objective, precision, rows);
    this.sums = new double[shards.size()][];
    this.touched = new IndexSet(isSparse() ? objective.network().inputs() : 0);
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
    ShardTree<GradientSum> tree = new ShardTree<>(shardCount);
    for (int i = 0; i < shards.size(); i++) {
      begin(i, plan, step);
      plan.forEachBatch(shards.get(i), step, buffer, pass::add);
      tree.add(shards.get(i).number(), pass.end(), GradientSum::absorb);
    }
    return tree;
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
        pass.begin(columns, touched);
        return;
      }
    }
    if (sums[i] == null) {
      sums[i] = new double[objective.parameters()];
    }
    pass.begin(sums[i]);
  }
}
