package lockstep.spark.engine;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import lockstep.data.DataShard;
import lockstep.data.ShardTree;
import lockstep.train.Evaluator;
import lockstep.train.ShardEvaluation;
import lockstep.train.ShardPass;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.TaskContext;

/**
 * What a task of the barrier job does: keep its shards, and work until it is told to stop.
 *
 * @param session name of the session on the driver
 * @param shardCount S
 * @param evaluator that also names the objective and the precision
 */
record ResidentWorker(String session, int shardCount, Evaluator evaluator) implements Serializable {

  /** Works; gives no result, since results go by the session. */
  Iterator<Integer> run(Iterator<DataShard> partition) {
    List<DataShard> shards = new ArrayList<>();
    partition.forEachRemaining(shards::add);
    BarrierTaskContext context = BarrierTaskContext.get();
    Exchange exchange = exchange(context);
    ShardPass pass = null;
    Work work = exchange.await(0);
    while (!(work instanceof Work.Stop)) {
      if (work instanceof Work.Step step) {
        if (pass == null) {
          pass = new ShardPass(evaluator.objective(), evaluator.precision(), shards, shardCount);
        }
        exchange.contribute(step.ticket(), pass.sum(step.parameters(), step.plan(), step.step()));
      } else if (work instanceof Work.Judge judge) {
        exchange.contribute(judge.ticket(), evaluate(shards, judge));
      }
      work = exchange.await(work.ticket());
    }
    return List.<Integer>of().iterator();
  }

  private ShardTree<ShardEvaluation> evaluate(List<DataShard> shards, Work.Judge judge) {
    ShardTree<ShardEvaluation> tree = new ShardTree<>(shardCount);
    for (DataShard shard : shards) {
      ShardEvaluation evaluation =
          evaluator.evaluate(judge.parameters(), shard.rows(judge.split()));
      tree.add(shard.number(), evaluation, ShardEvaluation::plus);
    }
    return tree;
  }

  private Exchange exchange(BarrierTaskContext context) {
    int attempt = context.stageAttemptNumber();
    String host = context.getTaskInfos()[context.partitionId()].address();
    long neighbours =
        java.util.Arrays.stream(context.getTaskInfos())
            .filter(task -> task.address().equals(host))
            .count();
    ResidentSession here = ResidentSession.inThisProcess(session);
    if (here == null) {
      return RemoteExchange.of(
          session, attempt, shardCount, (int) neighbours, () -> check(context));
    }
    here.join(attempt);
    // Spinning pays only if every worker has a core to itself.
    boolean spin = neighbours <= Runtime.getRuntime().availableProcessors();
    return here.inProcess(attempt, spin, () -> check(context));
  }

  /** Leaves a task that Spark has given up. */
  private static void check(TaskContext context) {
    if (context.isInterrupted() || Thread.currentThread().isInterrupted()) {
      throw new WorkersLostException("the task was cancelled");
    }
  }
}
