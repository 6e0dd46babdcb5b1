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
import lockstep.train.Crew;
import lockstep.train.Evaluator;
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
    List<DataShard> own = new ArrayList<>();
    partition.forEachRemaining(own::add);
    ResidentSession here = ResidentSession.inThisProcess(session);
    if (here == null) {
      WorkerShards shards = new WorkerShards(own, shardCount, evaluator, Crew.ALONE);
      try (Exchange exchange = remote(context)) {
        work(exchange, () -> shards);
      }
    } else {
      Team team = here.team();
      team.join(attempt, context.partitionId(), own);
      here.join(attempt, context.partitionId());
      boolean spin = neighbours(context) <= Runtime.getRuntime().availableProcessors();
      try (Exchange exchange =
          new InProcessExchange(here, team, attempt, spin, () -> check(context))) {
        work(
            exchange,
            () -> team.shards(all -> new WorkerShards(all, shardCount, evaluator, here.crew())));
      }
    }
    return Collections.emptyIterator();
  }

  private static void work(Exchange exchange, Supplier<WorkerShards> shards) {
    Work work = exchange.await(0);
    while (!(work instanceof Work.Stop)) {
      if (work instanceof Work.Step step) {
        WorkerShards mine = shards.get();
        work = handIn(exchange, step, mine.sum(step), () -> mine.wish(step));
      } else {
        Work.Judge judge = (Work.Judge) work;
        work = handIn(exchange, judge, shards.get().evaluate(judge), Optional::empty);
      }
    }
  }

  private static Work handIn(
      Exchange exchange,
      Work done,
      ShardTree<? extends Serializable> result,
      Supplier<Optional<Wish>> wish) {
    exchange.contribute(done.ticket(), result, wish);
    return exchange.await(done.ticket());
  }

  private Exchange remote(BarrierTaskContext context) {
    return RemoteExchange.join(
        new Message.Sender(session, attempt, SparkEnv.get().executorId()),
        shardCount,
        evaluator.precision(),
        context.partitionId(),
        neighbours(context),
        timeout,
        () -> check(context));
  }

  /** The number of tasks in this process. */
  private static int neighbours(BarrierTaskContext context) {
    String address = context.getTaskInfos()[context.partitionId()].address();
    return (int)
        Arrays.stream(context.getTaskInfos())
            .filter(task -> task.address().equals(address))
            .count();
  }

  /** Leaves a task that Spark has given up. */
  private static void check(TaskContext context) {
    if (context.isInterrupted() || Thread.currentThread().isInterrupted()) {
      throw WorkersLostException.ended("the task was cancelled");
    }
  }
}
