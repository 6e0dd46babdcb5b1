package lockstep.data;

import java.io.Serializable;
import java.util.List;
import lockstep.linalg.IndexSet;
import lockstep.linalg.Precision;
import lockstep.linalg.SparseMatrix;

/**
 * The rows of one logical shard of one split, in their canonical order, packed into blocks of equal
 * size (the last may be shorter). A shard may be empty.
 *
 * <p>Immutable, but for a memo: the row order of the epoch at hand, which a step would otherwise
 * make anew each time.
 */
public final class Shard implements Serializable {
  private static final long serialVersionUID = 1;

  private final int number;
  private final int rows;
  private final int rowsPerBlock;
  private final List<Block> blocks;
  private transient volatile Order memo;

  private record Order(StepPlan plan, int[] rows) {}

  Shard(int number, int rowsPerBlock, List<Block> blocks) {
    this.number = number;
    this.rowsPerBlock = rowsPerBlock;
    this.blocks = List.copyOf(blocks);
    this.rows = blocks.stream().mapToInt(Block::rows).sum();
  }

  /** A shard with the rows of one block, in its order. */
  public static Shard of(int number, Block block) {
    return block.rows() == 0
        ? new Shard(number, 1, List.of())
        : new Shard(number, block.rows(), List.of(block));
  }

  /** The same rows, each of weight 1. */
  public Shard unweighted() {
    return new Shard(number, rowsPerBlock, blocks.stream().map(Block::unweighted).toList());
  }

  /** This shard's number, 0 .. S-1. */
  public int number() {
    return number;
  }

  /** Number of rows. */
  public int rows() {
    return rows;
  }

  /** The rows in canonical order. */
  public List<Block> blocks() {
    return blocks;
  }

  /**
   * Copies rows into the first rows of a buffer.
   *
   * @param order row numbers in this shard. Not modified.
   * @param from index in {@code order} of the first row to copy
   * @param count number of rows to copy, at most the buffer's rows
   * @param buffer of this shard's shapes. Modified.
   * @return the view of the buffer that was written
   */
  public Block gather(int[] order, int from, int count, Block buffer) {
    int end = from + count;
    for (int i = from; i < end; ) {
      int first = order[i];
      int block = first / rowsPerBlock;
      int last = Math.min(rows, (block + 1) * rowsPerBlock);
      // Rows that follow one another in the order and in memory are copied as one piece.
      int run = 1;
      while (i + run < end && first + run < last && order[i + run] == first + run) {
        run++;
      }
      blocks.get(block).copyRows(first - block * rowsPerBlock, run, buffer, i - from);
      i += run;
    }
    return buffer.slice(0, count);
  }

  /** Adds the features that a sparse row has to {@code features} (modified). */
  void addFeaturesTo(IndexSet features, int row) {
    blocks.get(row / rowsPerBlock).addFeaturesTo(features, row % rowsPerBlock, 1);
  }

  /**
   * The order in which {@code plan} visits this shard's rows, made once per plan. Not to be
   * modified.
   */
  int[] order(StepPlan plan) {
    Order order = memo;
    if (order == null || !order.plan.equals(plan)) {
      order = new Order(plan, plan.permutation(number, rows));
      memo = order;
    }
    return order.rows;
  }

  /** Builds a shard row by row; memory grows with the rows and is trimmed at the end. */
  public static final class Builder {
    private static final int BLOCK_BYTES = 1 << 20;
    private static final int SPARSE_ROWS = 1024;
    private static final int FIRST_ROWS = 16;

    private final int number;
    private final int rowsPerBlock;
    private final Block empty;
    private final java.util.ArrayList<Block> full = new java.util.ArrayList<>();
    private Block open;
    private int used;

    /**
     * A builder for shard {@code number} with rows of {@code features} and {@code labels} numbers.
     */
    public Builder(int number, Precision precision, int features, int labels) {
      this(number, rowsPerBlock(precision, features), Block.zeros(precision, features, labels, 0));
    }

    private Builder(int number, int rowsPerBlock, Block empty) {
      this.number = number;
      this.rowsPerBlock = rowsPerBlock;
      this.empty = empty;
      this.open = empty;
    }

    /**
     * A builder of sparse rows, whose features are given by {@link #addEntry}: memory is that of
     * their entries.
     */
    public static Builder sparse(int number, Precision precision, int features, int labels) {
      return new Builder(number, SPARSE_ROWS, Block.sparse(precision, features, labels, 0));
    }

    private static int rowsPerBlock(Precision precision, int features) {
      int rowBytes = Math.max(1, features) * precision.bytes();
      return Math.max(64, Math.min(4096, BLOCK_BYTES / rowBytes));
    }

    /** The block that takes the next row, at {@link #nextRow()}; valid until the next call. */
    public Block nextBlock() {
      if (used == rowsPerBlock) {
        full.add(open.trimmed(used));
        open = empty;
        used = 0;
      }
      if (used == open.rows()) {
        open = open.grownTo(Math.min(rowsPerBlock, Math.max(FIRST_ROWS, 2 * used)));
      }
      if (open.features() instanceof SparseMatrix features) {
        features.beginColumn(used);
      }
      return open;
    }

    /**
     * Adds a feature of the next row, after {@link #nextBlock()}, to a builder of sparse rows.
     *
     * @param index above those before it in this row, below d
     * @param value rounded to the precision; 0 is left out
     */
    public void addEntry(int index, double value) {
      ((SparseMatrix) open.features()).append(used, index, value);
    }

    /** The index of the next row in {@link #nextBlock()}. */
    public int nextRow() {
      return used;
    }

    /** Keeps the row that was written. */
    public void endRow() {
      used++;
    }

    /** The shard of all rows ended so far. */
    public Shard build() {
      List<Block> blocks = new java.util.ArrayList<>(full);
      if (used > 0) {
        blocks.add(open.trimmed(used));
      }
      return new Shard(number, rowsPerBlock, blocks);
    }
  }
}
