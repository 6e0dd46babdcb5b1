package lockstep.spark.engine;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import lockstep.data.ShardTree;
import lockstep.linalg.Precision;
import lockstep.objective.GradientSum;
import lockstep.train.ShardEvaluation;

/**
 * The way of the workers of an executor, which they share: their results are added where shards
 * meet and the last of them sends the sums; when all wait, one of them asks for the next work on
 * behalf of all.
 */
final class RemoteExchange {
  private static final Map<String, RemoteExchange> SHARED = new ConcurrentHashMap<>();
  private static final long CHECK_MILLIS = 100;

  private final Message.Sender sender;
  private final int shardCount;
  private final Precision precision;
  private final int tasks;
  private final DriverLine line;
  private final Pauses pauses = new Pauses();

  // Guarded by this.
  private Work latest = new Work.Wait(0);
  private ShardTree<Serializable> results;
  private int members;
  private int arrived;
  private int waiting;
  private boolean asking;
  private double[] known;
  private Optional<Wish> wish = Optional.empty();

  private RemoteExchange(
      Message.Sender sender, int shardCount, Precision precision, int tasks, Duration timeout) {
    this.sender = sender;
    this.shardCount = shardCount;
    this.precision = precision;
    this.tasks = tasks;
    this.line = new DriverLine(sender, timeout);
    this.results = new ShardTree<>(shardCount);
  }

  /**
   * Joins the exchange that the tasks of this executor share.
   *
   * @param precision in which parameters travel
   * @param task number of the task
   * @param tasks of this executor in the barrier job
   * @param timeout longest wait for an answer of the driver
   * @param check throws if the task is to end
   */
  static Exchange join(
      Message.Sender sender,
      int shardCount,
      Precision precision,
      int task,
      int tasks,
      Duration timeout,
      Runnable check) {
    RemoteExchange shared =
        SHARED.compute(
            sender.session(),
            (name, old) ->
                (old != null && old.sender.equals(sender)
                        ? old
                        : new RemoteExchange(sender, shardCount, precision, tasks, timeout))
                    .enter());
    shared.told(shared.line.ask(new Message.Join(sender, task)));
    return new Exchange() {
      private long begun;

      @Override
      public Work await(long ticket) {
        Work next = shared.await(ticket, check);
        if (begun > 0) {
          EngineMetrics.waited(System.nanoTime() - begun);
        }
        return next;
      }

      @Override
      public void contribute(
          long ticket, ShardTree<? extends Serializable> result, Supplier<Optional<Wish>> wish) {
        begun = System.nanoTime();
        shared.contribute(ticket, result, wish.get());
      }

      @Override
      public void close() {
        shared.leave();
      }
    };
  }

  private synchronized RemoteExchange enter() {
    members++;
    return this;
  }

  private synchronized void leave() {
    if (--members == 0) {
      line.close();
      SHARED.remove(sender.session(), this);
    }
  }

  private Work await(long ticket, Runnable check) {
    boolean mine = isMineToAsk(ticket, check);
    if (mine) {
      try {
        askUntilNews(ticket, check);
      } finally {
        asked();
      }
    }
    return latest();
  }

  /** Waits until there is news, which another has asked for, or it is this task's turn to ask. */
  private synchronized boolean isMineToAsk(long ticket, Runnable check) {
    waiting++;
    try {
      while (!latest.isNews(ticket) && (asking || waiting < tasks)) {
        check.run();
        wait(CHECK_MILLIS);
      }
      boolean mine = !latest.isNews(ticket);
      asking |= mine;
      return mine;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw WorkersLostException.ended("the task was interrupted");
    } finally {
      waiting--;
    }
  }

  private void askUntilNews(long ticket, Runnable check) {
    pauses.begin();
    while (!latest().isNews(ticket)) {
      check.run();
      LockSupport.parkNanos(pauses.next());
      told(line.ask(new Message.Poll(sender, ticket)));
    }
    pauses.end();
  }

  private synchronized void asked() {
    asking = false;
    notifyAll();
  }

  private synchronized Work latest() {
    return latest;
  }

  private synchronized void told(Work work) {
    if (work.isNews(latest.ticket())) {
      // Every task has handed in what it made of the parameters known so far.
      latest = work instanceof Work.Part part ? part.whole(wish.orElseThrow(), known) : work;
      known = latest instanceof Work.Step step ? step.parameters() : known;
      results = new ShardTree<>(shardCount);
      arrived = 0;
      notifyAll();
    }
  }

  private void contribute(
      long ticket, ShardTree<? extends Serializable> result, Optional<Wish> mine) {
    Message message;
    synchronized (this) {
      if (ticket != latest.ticket()) {
        return;
      }
      Desk.addAll(results, result);
      if (latest instanceof Work.Step) {
        wish = arrived == 0 ? mine : wish.flatMap(others -> mine.map(others::and));
      }
      if (++arrived < tasks) {
        return;
      }
      wish = wish.filter(all -> all.columns().pays(precision));
      message = message(latest, results);
    }
    told(line.ask(message));
  }

  @SuppressWarnings("unchecked")
  private Message message(Work work, ShardTree<? extends Serializable> all) {
    return work instanceof Work.Step
        ? new Message.Sums(sender, work.ticket(), (ShardTree<GradientSum>) all, wish)
        : new Message.Evaluations(sender, work.ticket(), (ShardTree<ShardEvaluation>) all);
  }
}
