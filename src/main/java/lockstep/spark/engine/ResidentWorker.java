package lockstep.spark.engine;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import lockstep.data.DataShard;
import lockstep.data.ShardTree;
import lockstep.data.StepPlan;
import lockstep.train.Evaluator;
import lockstep.train.ShardEvaluation;
import lockstep.train.ShardPass;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;

/**
 * What a task of the barrier job does: keep its shards, and work until it is told to leave.
 *
 * @param session name of the session on the driver
 * @param attempt number of the barrier job
 * @param shardCount S
 * @param evaluator that also names the objective and the precision
 * @param timeout longest wait for an answer of the driver
 */
record ResidentWorker(
    String session, int attempt, int shardCount, Evaluator evaluator, Duration timeout)
    implements Serializable {

  /** Works; gives no result, since results go by the session. */
  Iterator<Integer> run(Iterator<DataShard> partition) {
    BarrierTaskContext context = BarrierTaskContext.get();
    try (Exchange exchange = exchange(context)) {
      List<DataShard> shards = new ArrayList<>();
      partition.forEachRemaining(shards::add);
      work(exchange, shards);
    }
    return Collections.emptyIterator();
  }

  private void work(Exchange exchange, List<DataShard> shards) {
    ShardPass pass = null;
    Work work = exchange.await(0);
    while (!(work instanceof Work.Stop)) {
      if (work instanceof Work.Step step) {
        if (pass == null) {
          pass = new ShardPass(evaluator.objective(), evaluator.precision(), shards, shardCount);
        }
        ShardTree<?> sums = pass.sum(step.parameters(), step.plan(), step.step());
        ShardPass passed = pass;
        work = handIn(exchange, step, sums, () -> wish(passed, step));
      } else {
        Work.Judge judge = (Work.Judge) work;
        work = handIn(exchange, judge, evaluate(shards, judge), Optional::empty);
      }
    }
  }

  /**
   * What the step after this one will read, if the epoch goes on as planned, or the next begins.
   * Not of a full batch, which touches most columns.
   */
  private static Optional<Wish> wish(ShardPass pass, Work.Step done) {
    StepPlan plan = done.plan();
    if (plan.steps() == 1) {
      return Optional.empty();
    }
    boolean last = done.step() + 1 == plan.steps();
    StepPlan next = last ? plan.next() : plan;
    int step = last ? 0 : done.step() + 1;
    return Optional.of(new Wish(next, step, pass.touched(next, step)));
  }

  private static Work handIn(
      Exchange exchange,
      Work done,
      ShardTree<? extends Serializable> result,
      Supplier<Optional<Wish>> wish) {
    long begun = System.nanoTime();
    exchange.contribute(done.ticket(), result, wish);
    Work next = exchange.await(done.ticket());
    EngineMetrics.waited(System.nanoTime() - begun);
    return next;
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
    String address = context.getTaskInfos()[context.partitionId()].address();
    int neighbours =
        (int)
            Arrays.stream(context.getTaskInfos())
                .filter(task -> task.address().equals(address))
                .count();
    ResidentSession here = ResidentSession.inThisProcess(session);
    if (here == null) {
      Message.Sender sender = new Message.Sender(session, attempt, SparkEnv.get().executorId());
      return RemoteExchange.join(
          sender,
          shardCount,
          evaluator.precision(),
          context.partitionId(),
          neighbours,
          timeout,
          () -> check(context));
    }
    here.join(attempt, context.partitionId());
    boolean spin = neighbours <= Runtime.getRuntime().availableProcessors();
    return new InProcessExchange(here, attempt, spin, () -> check(context));
  }

  /** Leaves a task that Spark has given up. */
  private static void check(TaskContext context) {
    if (context.isInterrupted() || Thread.currentThread().isInterrupted()) {
      throw WorkersLostException.ended("the task was cancelled");
    }
  }
}
