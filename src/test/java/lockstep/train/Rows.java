package lockstep.train;

import java.util.ArrayList;
import java.util.List;
import lockstep.data.Block;
import lockstep.data.DataShard;
import lockstep.data.Shard;
import lockstep.data.StepPlan;
import lockstep.objective.GradientPass;
import lockstep.objective.GradientSum;
import lockstep.objective.Objective;

/** Blocks taken apart and put together, row by row. */
final class Rows {
  private Rows() {}

  /** All rows of some blocks in one. */
  static Block together(List<Block> blocks) {
    int rows = blocks.stream().mapToInt(Block::rows).sum();
    Block first = blocks.get(0);
    Block all =
        Block.zeros(
            first.features().precision(), first.features().rows(), first.labels().rows(), rows);
    int next = 0;
    for (Block block : blocks) {
      for (int row = 0; row < block.rows(); row++) {
        copy(block, row, all, next++);
      }
    }
    return all;
  }

  static void copy(Block from, int row, Block to, int toRow) {
    from.features().copyColumn(row, to.features(), toRow);
    from.labels().copyColumn(row, to.labels(), toRow);
    from.weights().copyColumn(row, to.weights(), toRow);
  }

  /** The training rows of all shards that a plan visits in one step. */
  static Block ofStep(List<DataShard> shards, StepPlan plan, int step) {
    List<Block> slices = new ArrayList<>();
    for (DataShard shard : shards) {
      Shard rows = shard.train();
      Block shape = rows.rows() == 0 ? null : rows.blocks().get(0);
      if (shape != null) {
        Block buffer =
            Block.zeros(
                shape.features().precision(), shape.features().rows(), shape.labels().rows(), 7);
        plan.forEachBatch(rows, step, buffer, batch -> slices.add(together(List.of(batch))));
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

  /** One shard's part of a step, from the objective alone. */
  static GradientSum sum(
      Evaluator evaluator, DataShard shard, double[] parameters, StepPlan plan, int step) {
    Objective objective = evaluator.objective();
    int labels = objective.loss().labelSize(objective.network().outputs());
    int rows = ShardPass.BATCH_ROWS;
    Block buffer = Block.zeros(evaluator.precision(), objective.network().inputs(), labels, rows);
    GradientPass pass = new GradientPass(objective, evaluator.precision(), rows);
    pass.parameters(parameters);
    pass.begin(new double[parameters.length]);
    plan.forEachBatch(shard.train(), step, buffer, pass::add);
    return pass.end();
  }
}
