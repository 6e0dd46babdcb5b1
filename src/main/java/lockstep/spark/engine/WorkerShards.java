package lockstep.spark.engine;

import java.util.List;
import java.util.Optional;
import lockstep.data.DataShard;
import lockstep.data.ShardTree;
import lockstep.data.StepPlan;
import lockstep.objective.GradientSum;
import lockstep.train.Crew;
import lockstep.train.Evaluator;
import lockstep.train.ShardEvaluation;
import lockstep.train.ShardPass;

/** The shards of a worker, or of all workers of a process, and what is computed on them. */
final class WorkerShards {
  private final List<DataShard> shards;
  private final int shardCount;
  private final Evaluator evaluator;
  private final Crew crew;
  private ShardPass pass;

  /**
   * Work on some shards.
   *
   * @param shardCount S
   * @param evaluator that also names the objective and the precision
   * @param crew whose threads share what there is to compute
   */
  WorkerShards(List<DataShard> shards, int shardCount, Evaluator evaluator, Crew crew) {
    this.shards = List.copyOf(shards);
    this.shardCount = shardCount;
    this.evaluator = evaluator;
    this.crew = crew;
  }

  ShardTree<GradientSum> sum(Work.Step step) {
    if (pass == null) {
      pass = new ShardPass(evaluator.objective(), evaluator.precision(), shards, shardCount, crew);
    }
    return pass.sum(step.parameters(), step.plan(), step.step());
  }

  ShardTree<ShardEvaluation> evaluate(Work.Judge judge) {
    ShardEvaluation[] evaluations = new ShardEvaluation[shards.size()];
    crew.share(
        evaluations.length,
        i ->
            evaluations[i] =
                evaluator.evaluate(judge.parameters(), shards.get(i).rows(judge.split())));
    ShardTree<ShardEvaluation> tree = new ShardTree<>(shardCount);
    for (int i = 0; i < evaluations.length; i++) {
      tree.add(shards.get(i).number(), evaluations[i], ShardEvaluation::plus);
    }
    return tree;
  }

  /**
   * What the step after this one, which was summed here, will read if the epoch goes on as planned,
   * or the next begins. Not of a full batch, which touches most columns.
   */
  Optional<Wish> wish(Work.Step done) {
    StepPlan plan = done.plan();
    if (plan.steps() == 1) {
      return Optional.empty();
    }
    boolean last = done.step() + 1 == plan.steps();
    StepPlan next = last ? plan.next() : plan;
    int step = last ? 0 : done.step() + 1;
    return Optional.of(new Wish(next, step, pass.touched(next, step)));
  }
}
