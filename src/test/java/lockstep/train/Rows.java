package lockstep.train;

import java.util.ArrayList;
import java.util.List;
import lockstep.data.Block;
import lockstep.data.DataShard;
import lockstep.data.Shard;
import lockstep.data.StepPlan;
import lockstep.linalg.Precision;
import lockstep.nn.Dropout;
import lockstep.objective.GradientPass;
import lockstep.objective.GradientSum;
import lockstep.objective.Objective;
import lockstep.objective.ShardSum;

/** Blocks taken apart and put together, row by row. */
final class Rows {
  private Rows() {}

  /** All rows of some blocks in one. */
  static Block together(List<Block> blocks) {
    int rows = blocks.stream().mapToInt(Block::rows).sum();
    Block all = blocks.get(0).zerosLike(rows);
    int next = 0;
    for (Block block : blocks) {
      for (int row = 0; row < block.rows(); row++) {
        copy(block, row, all, next++);
      }
    }
    return all;
  }

  static void copy(Block from, int row, Block to, int toRow) {
    from.features().copyColumns(row, 1, to.features(), toRow);
    from.labels().copyColumns(row, 1, to.labels(), toRow);
    from.weights().copyColumns(row, 1, to.weights(), toRow);
  }

  /** The training rows of all shards that a plan visits in one step. */
  static Block ofStep(List<DataShard> shards, StepPlan plan, int step) {
    List<Block> slices = new ArrayList<>();
    for (DataShard shard : shards) {
      Shard rows = shard.train();
      Block shape = rows.rows() == 0 ? null : rows.blocks().get(0);
      if (shape != null) {
        Block buffer = shape.zerosLike(7);
        plan.forEachBatch(
            rows, step, buffer, (batch, numbers) -> slices.add(together(List.of(batch))));
      }
    }
    return together(slices);
  }

  /** A block whose rows weigh what is given. */
  static Block weighing(Block block, double... weights) {
    Block copy = together(List.of(block));
    for (int row = 0; row < weights.length; row++) {
      copy.weights().set(0, row, weights[row]);
    }
    return copy;
  }

  /** The sums of one shard's slice of a step, without the passes that engines use. */
  static GradientSum sumOf(
      Objective objective,
      Precision precision,
      Shard shard,
      double[] parameters,
      StepPlan plan,
      int step) {
    GradientPass pass = new GradientPass(objective, precision, ShardPass.BATCH_ROWS);
    pass.parameters(parameters);
    pass.begin(
        ShardSum.whole(precision, objective.parameters()),
        Dropout.shardSeed(plan.seed(), (long) plan.epoch() * plan.steps() + step, shard.number()));
    if (shard.rows() > 0) {
      Block buffer = shard.blocks().get(0).zerosLike(ShardPass.BATCH_ROWS);
      plan.forEachBatch(shard, step, buffer, pass::add);
    }
    return pass.end().inDouble();
  }
}
