package lockstep.data;

import java.util.ArrayList;
import java.util.List;

/** Shards whose rows lie in blocks of any size. */
public final class CutRows {
  private CutRows() {}

  /** The rows of one block, in its order, in blocks of {@code rowsPerBlock}. */
  public static Shard of(int number, Block rows, int rowsPerBlock) {
    List<Block> blocks = new ArrayList<>();
    for (int from = 0; from < rows.rows(); from += rowsPerBlock) {
      blocks.add(rows.slice(from, Math.min(rowsPerBlock, rows.rows() - from)));
    }
    return new Shard(number, rowsPerBlock, blocks);
  }
}
