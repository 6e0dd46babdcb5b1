package lockstep.spark.table;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import lockstep.data.Split;
import lockstep.encode.EncoderOptions;
import lockstep.encode.TargetOptions;
import lockstep.linalg.Precision;

/**
 * What is prepared, and how.
 *
 * @param path of one table that is split here; empty if the splits are tables
 * @param tables by split, the training table at least; empty if one table is split
 * @param format of the tables
 * @param weight column of example weights
 * @param ignore columns left out
 * @param features how the others are encoded
 * @param target how labels are encoded
 * @param shares of a table that is split here
 * @param seed of the split
 * @param shards S; empty for the larger of 8 and the next power of two of the cores
 * @param precision of the blocks
 * @param skipBadRows whether bad rows are counted and left out, or refuse the table
 */
public record TableOptions(
    Optional<String> path,
    Map<Split, String> tables,
    TableFormat format,
    Optional<String> weight,
    List<String> ignore,
    EncoderOptions features,
    TargetOptions target,
    SplitShares shares,
    long seed,
    OptionalInt shards,
    Precision precision,
    boolean skipBadRows) {

  private static final int LEAST_SHARDS = 8;

  /** S for a cluster of that many cores. */
  int shardCount(int cores) {
    int power = Integer.highestOneBit(Math.max(1, cores));
    return shards.orElse(Math.max(LEAST_SHARDS, power < cores ? 2 * power : power));
  }

  /** The paths that are read. */
  public List<String> paths() {
    return path.map(List::of).orElseGet(() -> List.copyOf(tables.values()));
  }
}
