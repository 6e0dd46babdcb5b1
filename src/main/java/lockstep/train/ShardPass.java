package lockstep.train;

import lockstep.data.Block;
import lockstep.data.Shard;
import lockstep.data.StepPlan;
import lockstep.linalg.Precision;
import lockstep.objective.GradientPass;
import lockstep.objective.GradientSum;
import lockstep.objective.Objective;

/**
 * The gradient sums of one shard in one step: the one computation that every engine runs, in a
 * thread, a Spark task or a resident worker. The rows of a slice pass in batches of {@link
 * #BATCH_ROWS}, always cut the same way. Holds buffers; belongs to one thread.
 */
public final class ShardPass {
  /** Rows that go through the network at once; part of what fixes the bits. */
  public static final int BATCH_ROWS = 512;

  private final GradientPass pass;
  private final Block buffer;

  /**
   * Buffers for slices of shards.
   *
   * @param largestSlice rows of the largest slice that will be asked for
   */
  public ShardPass(Objective objective, Precision precision, int largestSlice) {
    int rows = Math.max(1, Math.min(BATCH_ROWS, largestSlice));
    int features = objective.network().inputs();
    int labels = objective.loss().labelSize(objective.network().outputs());
    this.pass = new GradientPass(objective, precision, rows);
    this.buffer = Block.zeros(precision, features, labels, rows);
  }

  /** Sets the parameters [p] of the sums that follow. Not modified. */
  public void parameters(double[] parameters) {
    pass.parameters(parameters);
  }

  /** The sums of one step's slice of one shard. */
  public GradientSum sum(Shard shard, StepPlan plan, int step) {
    plan.forEachBatch(shard, step, buffer, pass::add);
    return pass.takeSum();
  }
}
