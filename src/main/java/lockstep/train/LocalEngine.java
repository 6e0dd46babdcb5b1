package lockstep.train;

import java.util.List;
import java.util.Optional;
import lockstep.data.DataShard;
import lockstep.data.Shard;
import lockstep.data.ShardTree;
import lockstep.data.Split;
import lockstep.data.StepPlan;
import lockstep.metric.Metrics;
import lockstep.objective.GradientSum;

/**
 * All shards in this process, one after another: for small tables, and what other engines must
 * equal.
 */
public final class LocalEngine implements StepEngine {
  /** The name in the job file. */
  public static final String NAME = "local";

  private final List<DataShard> shards;
  private final Evaluator evaluator;
  private final ShardPass pass;

  /**
   * An engine over shards.
   *
   * @param shards numbers 0 .. S-1, each once, in any order
   * @param evaluator that also names the objective and the precision
   */
  public LocalEngine(List<DataShard> shards, Evaluator evaluator) {
    this.shards = List.copyOf(shards);
    this.evaluator = evaluator;
    this.pass =
        new ShardPass(evaluator.objective(), evaluator.precision(), this.shards, shards.size());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public GradientSum sum(double[] parameters, StepPlan plan, int step) {
    return pass.sum(evaluator.objective().stored(parameters), plan, step).root().whole();
  }

  @Override
  public Optional<Metrics> evaluate(double[] parameters, Split split) {
    double[] stored = evaluator.objective().stored(parameters);
    ShardTree<ShardEvaluation> tree = new ShardTree<>(shards.size());
    for (DataShard shard : shards) {
      Shard rows = shard.rows(split);
      tree.add(shard.number(), evaluator.evaluate(stored, rows), ShardEvaluation::plus);
    }
    ShardEvaluation all = tree.root();
    return all.sums().rows() == 0
        ? Optional.empty()
        : Optional.of(evaluator.metrics(all.sums(), all.ranking()));
  }

  @Override
  public void close() {}
}
