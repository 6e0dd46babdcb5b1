package lockstep.train;

import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
 * #BATCH_ROWS}, always cut the same way. Buffers are made once; one step at a time.
 *
 * <p>Slices pass one by one, though a product of many rows takes less time per row: OpenBLAS gives
 * other bits for rows that stand in a wider matrix (its kernels differ by a column's place), and
 * then a sum would depend on how many shards its worker holds.
 */
public final class ShardPass {
  /** Rows that go through the network at once; part of what fixes the bits. */
  public static final int BATCH_ROWS = 512;

  private final List<Shard> shards;
  private final int shardCount;
  private final Objective objective;
  private final Precision precision;
  private final Crew crew;
  private final int batchRows;
  private final ShardSum[] whole;
  private final ShardSum[] sums;
  private final List<Part> parts;
  private final Map<Thread, Buffers> buffers = new ConcurrentHashMap<>();
  private long steps;

  /** A pass over the training rows of some shards by the calling thread. */
  public ShardPass(
      Objective objective, Precision precision, List<DataShard> shards, int shardCount) {
    this(objective, precision, shards, shardCount, Crew.ALONE);
  }

  /**
   * A pass over the training rows of some shards.
   *
   * @param shards of one process, in any order
   * @param shardCount S, the number of all shards
   * @param crew whose threads take the shards of a step as they come to them
   */
  public ShardPass(
      Objective objective, Precision precision, List<DataShard> shards, int shardCount, Crew crew) {
    this.shards =
        shards.stream().map(DataShard::train).sorted(comparingInt(Shard::number)).toList();
    this.shardCount = shardCount;
    this.objective = objective;
    this.precision = precision;
    this.crew = crew;
    int largest = this.shards.stream().mapToInt(Shard::rows).max().orElse(0);
    this.batchRows = Math.max(1, Math.min(BATCH_ROWS, largest));
    this.whole = new ShardSum[shards.size()];
    this.sums = new ShardSum[shards.size()];
    this.parts = parts();
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

  /**
   * The sums of one step, shard by shard, as far as they meet in the tree. They are held in this
   * pass's arrays: valid until the next call.
   *
   * @param parameters [p] over features as they are stored. Not modified.
   */
  public ShardTree<GradientSum> sum(double[] parameters, StepPlan plan, int step) {
    long number = ++steps;
    crew.share(sums.length, i -> sums[i] = own().sum(i, number, parameters, plan, step));
    ShardTree<GradientSum> tree = new ShardTree<>(shardCount);
    for (Part part : parts) {
      tree.addPart(part.level, part.index, part.sums.sum(), GradientSum::absorb);
    }
    return tree;
  }

  /** The columns that the rows of a step touch, over all shards of this pass. */
  public TouchedColumns touched(StepPlan plan, int step) {
    return own().touched(shards, plan, step);
  }

  private Buffers own() {
    Buffers own = buffers.get(Thread.currentThread());
    return own != null ? own : buffers.computeIfAbsent(Thread.currentThread(), t -> new Buffers());
  }

  private Block buffer() {
    int features = objective.network().inputs();
    int labels = objective.loss().labelSize(objective.network().outputs());
    return shards.stream()
        .filter(shard -> shard.rows() > 0)
        .findFirst()
        .map(shard -> shard.blocks().get(0).zerosLike(batchRows))
        .orElseGet(() -> Block.sparse(precision, features, labels, batchRows));
  }

  /** What one thread works with. */
  private final class Buffers {
    private final GradientPass pass = new GradientPass(objective, precision, batchRows);
    private final Block buffer = buffer();
    private final boolean sparse = buffer.features() instanceof SparseMatrix;
    private final IndexSet touched = new IndexSet(sparse ? objective.network().inputs() : 0);
    private long known;

    /** The sum of shard {@code i}, in the step of that number. */
    ShardSum sum(int i, long number, double[] parameters, StepPlan plan, int step) {
      if (known != number) {
        pass.parameters(parameters);
        known = number;
      }
      begin(i, plan, step);
      plan.forEachBatch(shards.get(i), step, buffer, pass::add);
      return pass.end();
    }

    private void begin(int i, StepPlan plan, int step) {
      long maskSeed = maskSeed(plan, step, shards.get(i));
      if (sparse) {
        TouchedColumns columns = touched(List.of(shards.get(i)), plan, step);
        if (columns.pays()) {
          pass.begin(columns, touched, maskSeed);
          return;
        }
      }
      if (whole[i] == null) {
        whole[i] = ShardSum.whole(precision, objective.parameters());
      }
      pass.begin(whole[i], maskSeed);
    }

    private long maskSeed(StepPlan plan, int step, Shard shard) {
      return objective.dropout().active()
          ? Dropout.shardSeed(plan.seed(), plan.update(step), shard.number())
          : 0;
    }

    TouchedColumns touched(List<Shard> of, StepPlan plan, int step) {
      if (!sparse) {
        return TouchedColumns.ALL;
      }
      touched.clear();
      of.forEach(shard -> plan.addFeaturesTo(touched, shard, step));
      return TouchedColumns.of(touched, objective.network());
    }
  }
}
