package lockstep.spark.engine;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import lockstep.data.ShardTree;

/**
 * The way of workers in an executor: the results of its tasks are added where shards meet, the last
 * task sends them, and one of the tasks asks for the next work on behalf of all, with a short,
 * growing pause.
 */
final class RemoteExchange {
  private static final Map<String, RemoteExchange> SHARED = new ConcurrentHashMap<>();
  private static final long SHORTEST_PAUSE_NANOS = 50_000;
  private static final long LONGEST_PAUSE_NANOS = 5_000_000;

  private final String session;
  private final int attempt;
  private final int shardCount;
  private final int tasks;

  // Guarded by this.
  private Work latest = new Work.Wait(0);
  private ShardTree<Serializable> results;
  private int arrived;
  private boolean asking;

  private RemoteExchange(String session, int attempt, int shardCount, int tasks) {
    this.session = session;
    this.attempt = attempt;
    this.shardCount = shardCount;
    this.tasks = tasks;
    this.results = new ShardTree<>(shardCount);
  }

  /**
   * The exchange that the tasks of this executor share.
   *
   * @param tasks of this executor in the barrier job
   * @param check throws if the task is to end
   */
  static Exchange of(String session, int attempt, int shardCount, int tasks, Runnable check) {
    RemoteExchange shared =
        SHARED.compute(
            session,
            (name, old) ->
                old != null && old.attempt == attempt
                    ? old
                    : new RemoteExchange(session, attempt, shardCount, tasks));
    ask(new Message.Join(session, attempt));
    return new Exchange() {
      @Override
      public Work await(long ticket) {
        return shared.await(ticket, check);
      }

      @Override
      public void contribute(long ticket, ShardTree<? extends Serializable> result) {
        shared.contribute(ticket, result);
      }
    };
  }

  private Work await(long ticket, Runnable check) {
    long pause = SHORTEST_PAUSE_NANOS;
    while (true) {
      check.run();
      if (isToldByAnother(ticket)) {
        return latest();
      }
      Work work = null;
      try {
        work = ask(new Message.Poll(session, attempt, ticket));
      } finally {
        told(work);
      }
      if (work instanceof Work.Wait) {
        LockSupport.parkNanos(pause);
        pause = Math.min(LONGEST_PAUSE_NANOS, pause * 3 / 2);
      }
    }
  }

  /** Whether there is news, told by a task that asked; false makes the caller the one who asks. */
  private synchronized boolean isToldByAnother(long ticket) {
    while (asking && !isNews(ticket)) {
      try {
        wait(1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new WorkersLostException("the task was interrupted");
      }
    }
    asking = !isNews(ticket);
    return !asking;
  }

  private synchronized Work latest() {
    return latest;
  }

  private boolean isNews(long ticket) {
    return latest.ticket() > ticket && !(latest instanceof Work.Wait);
  }

  private synchronized void told(Work work) {
    asking = false;
    if (work != null && !(work instanceof Work.Wait) && work.ticket() > latest.ticket()) {
      latest = work;
      results = new ShardTree<>(shardCount);
      arrived = 0;
    }
    notifyAll();
  }

  @SuppressWarnings("unchecked")
  private void contribute(long ticket, ShardTree<? extends Serializable> result) {
    ShardTree<Serializable> all;
    synchronized (this) {
      if (ticket != latest.ticket()) {
        return;
      }
      results.addAll((ShardTree<Serializable>) result, ResidentSession.PLUS);
      if (++arrived < tasks) {
        return;
      }
      all = results;
    }
    told(ask(new Message.Contribution(session, attempt, ticket, all)));
  }

  private static Work ask(Message message) {
    try {
      return (Work) LockstepPlugin.executorContext().ask(message);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      // The RPC layer throws what Scala throws, checked exceptions included.
      throw new WorkersLostException("the driver does not answer: " + e);
    }
  }
}
