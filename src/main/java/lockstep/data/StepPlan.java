package lockstep.data;

import java.io.Serializable;
import lockstep.linalg.IndexSet;
import lockstep.linalg.SplitMix64;

/**
 * Which rows of a shard form which step of one epoch: after a shuffle of the shard's n rows that is
 * a function of (seed, epoch, shard), step t of T takes the rows from floor(t n / T) to floor((t+1)
 * n / T). So each row is used exactly once an epoch, by slices whose sizes differ by at most 1 in a
 * shard.
 *
 * @param seed of the run
 * @param epoch from 0
 * @param steps T, at least 1
 */
public record StepPlan(long seed, int epoch, int steps) implements Serializable {
  private static final String PURPOSE = "row order";

  /** The most adjacent rows that are shuffled as one. */
  private static final int LONGEST_RUN = 16;

  /** The least number of runs in a slice. */
  private static final int RUNS_PER_SLICE = 16;

  /** Checks the number of steps. */
  public StepPlan {
    if (steps < 1) {
      throw new IllegalArgumentException(
          "Cannot plan an epoch of " + steps + " steps: expected 1 or more");
    }
  }

  /**
   * The number of steps in which {@code rows} rows are visited by batches of about {@code
   * batchSize} rows: rows / batchSize, rounded up.
   */
  public static int steps(long rows, long batchSize) {
    if (rows < 1 || batchSize < 1) {
      throw new IllegalArgumentException(
          "Cannot plan steps of %d rows over %d rows: expected 1 or more"
              .formatted(batchSize, rows));
    }
    return Math.toIntExact((rows - 1) / batchSize + 1);
  }

  /** The plan of the epoch after this one, if that has as many steps. */
  public StepPlan next() {
    return new StepPlan(seed, epoch + 1, steps);
  }

  /** The first row, in the shuffled order, of step {@code step} in a shard of {@code rows} rows. */
  public int from(int step, int rows) {
    return (int) ((long) step * rows / steps);
  }

  /** Number of rows that step {@code step} takes of a shard of {@code rows} rows. */
  public int count(int step, int rows) {
    return from(step + 1, rows) - from(step, rows);
  }

  /**
   * The rows of one step of one shard, handed to {@code consumer} in batches that fit {@code
   * buffer}.
   *
   * @param buffer of the shard's shapes, at least one row. Modified, unless all rows are one step.
   */
  public void forEachBatch(
      Shard shard, int step, Block buffer, java.util.function.Consumer<Block> consumer) {
    if (steps == 1) {
      // Every row is used, so their order means nothing: no shuffle, no copy.
      for (Block block : shard.blocks()) {
        consumer.accept(block);
      }
      return;
    }
    int[] order = shard.order(this);
    int end = from(step + 1, shard.rows());
    for (int next = from(step, shard.rows()); next < end; next += buffer.rows()) {
      consumer.accept(shard.gather(order, next, Math.min(buffer.rows(), end - next), buffer));
    }
  }

  /**
   * Adds the features that a row of one step of one shard has to {@code features} (modified).
   *
   * @param shard of sparse rows, or of none
   */
  public void addFeaturesTo(IndexSet features, Shard shard, int step) {
    if (steps == 1) {
      for (Block block : shard.blocks()) {
        block.addFeaturesTo(features, 0, block.rows());
      }
      return;
    }
    int[] order = shard.order(this);
    int end = from(step + 1, shard.rows());
    for (int i = from(step, shard.rows()); i < end; i++) {
      shard.addFeaturesTo(features, order[i]);
    }
  }

  /**
   * How many adjacent rows are shuffled as one: 1 for small slices. Rows stand in a shard by their
   * hash, so neighbours have nothing in common; and fetching single rows from all over memory would
   * cost more than the product they feed.
   */
  int run(int rows) {
    return Math.max(1, Math.min(LONGEST_RUN, rows / steps / RUNS_PER_SLICE));
  }

  /**
   * A seeded Fisher-Yates shuffle of 0 .. rows-1, in runs of {@link #run}; the last may be shorter.
   */
  int[] permutation(int shard, int rows) {
    SplitMix64 random =
        new SplitMix64(SplitMix64.derive(SplitMix64.derive(seed, PURPOSE), epoch, shard));
    int run = run(rows);
    int[] runs = new int[(rows + run - 1) / run];
    for (int i = 0; i < runs.length; i++) {
      int j = random.nextInt(i + 1);
      runs[i] = runs[j];
      runs[j] = i;
    }
    if (run == 1) {
      return runs;
    }
    int[] order = new int[rows];
    int next = 0;
    for (int first : runs) {
      int end = Math.min(rows, (first + 1) * run);
      for (int row = first * run; row < end; row++) {
        order[next++] = row;
      }
    }
    return order;
  }
}
