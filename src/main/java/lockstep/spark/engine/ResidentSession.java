package lockstep.spark.engine;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BinaryOperator;
import java.util.function.BooleanSupplier;
import lockstep.data.ShardTree;
import lockstep.objective.GradientSum;
import lockstep.train.ShardEvaluation;

/**
 * The driver's side of resident workers: one piece of work at a time is on offer; results are added
 * along the shard tree as they come; whoever completes the tree moves on to the next piece, without
 * waking the thread that waits for the whole.
 *
 * <p>Workers come in attempts. The first word of a higher attempt makes the assignment start over;
 * work is only given to, and results only taken from, the latest attempt.
 */
final class ResidentSession {
  private static final Map<String, ResidentSession> RUNNING = new ConcurrentHashMap<>();
  private static final long CHECK_MILLIS = 20;
  private static final long SPIN_NANOS = 50_000;
  private static final long PARK_NANOS = 20_000_000;

  private final String id;
  private final int shardCount;
  private final Set<Thread> parked = ConcurrentHashMap.newKeySet();
  private volatile Work offered = new Work.Wait(0);
  private volatile int attempt = -1;
  private volatile long lastProgress = System.nanoTime();

  // Guarded by this.
  private long tickets;
  private Assignment assignment;
  private ShardTree<Serializable> results;
  private RuntimeException failure;

  /**
   * What the driver wants: a chain of pieces of work, each made from the result of the one before.
   */
  interface Assignment {
    /** The first piece; called again when a new attempt starts over. */
    Work first(long ticket);

    /** The piece after the one whose result is given, or null if that was the last. */
    Work next(long ticket, Serializable result);
  }

  ResidentSession(String id, int shardCount) {
    this.id = id;
    this.shardCount = shardCount;
    RUNNING.put(id, this);
  }

  /** The session of that name if it runs in this process, else null. */
  static ResidentSession inThisProcess(String id) {
    return RUNNING.get(id);
  }

  /**
   * Runs an assignment to its end.
   *
   * @param alive whether workers can still be expected
   * @param patience the longest time without any result
   * @throws WorkersLostException if they are gone or silent; the assignment is then given up
   */
  void run(Assignment wanted, BooleanSupplier alive, Duration patience) {
    synchronized (this) {
      assignment = wanted;
      failure = null;
      lastProgress = System.nanoTime();
      offer(wanted.first(++tickets));
      while (assignment != null) {
        waitForNews();
        if (assignment != null && !alive.getAsBoolean()) {
          giveUp("they ended");
        }
        if (assignment != null && System.nanoTime() - lastProgress > patience.toNanos()) {
          giveUp("no result for %d seconds".formatted(patience.toSeconds()));
        }
      }
      if (failure != null) {
        throw failure;
      }
    }
  }

  private synchronized void waitForNews() {
    try {
      // One look is enough: the caller looks again, and at more than this thread could be told of.
      TimeUnit.MILLISECONDS.timedWait(this, CHECK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      giveUp("interrupted");
    }
  }

  private void giveUp(String reason) {
    assignment = null;
    throw new WorkersLostException("resident workers are lost: " + reason);
  }

  /** Tells workers to leave; the session ends. */
  void stop() {
    synchronized (this) {
      assignment = null;
      offer(new Work.Stop(++tickets));
    }
    RUNNING.remove(id);
  }

  /** A worker of an attempt has begun. */
  synchronized void join(int workerAttempt) {
    if (workerAttempt > attempt) {
      boolean again = attempt >= 0;
      attempt = workerAttempt;
      lastProgress = System.nanoTime();
      if (again && assignment != null) {
        offer(assignment.first(++tickets));
      }
    }
  }

  /** The work after {@code ticket} if there is some, else a {@link Work.Wait}. Does not block. */
  Work poll(int workerAttempt, long ticket) {
    Work work = offered;
    if (workerAttempt < attempt) {
      return new Work.Stop(Long.MAX_VALUE);
    }
    return work.ticket() > ticket ? work : new Work.Wait(ticket);
  }

  /**
   * Takes a result; does not block. One of another piece of work or attempt than the current is
   * dropped.
   */
  synchronized void contribute(
      int workerAttempt, long ticket, ShardTree<? extends Serializable> result) {
    if (workerAttempt != attempt || ticket != offered.ticket() || assignment == null) {
      return;
    }
    lastProgress = System.nanoTime();
    addAll(results, result);
    if (results.isComplete()) {
      Work next = next(results.root());
      if (next == null) {
        assignment = null;
        offer(new Work.Wait(++tickets));
        notifyAll();
      } else {
        tickets++;
        offer(next);
      }
    }
  }

  /** What fails here failed in the mathematics, not in the worker that happened to come last. */
  private Work next(Serializable result) {
    try {
      return assignment.next(tickets + 1, result);
    } catch (RuntimeException e) {
      failure = e;
      return null;
    }
  }

  @SuppressWarnings("unchecked")
  private static void addAll(
      ShardTree<Serializable> into, ShardTree<? extends Serializable> result) {
    into.addAll((ShardTree<Serializable>) result, PLUS);
  }

  /** Adds two results of the same kind; the left one's arrays are used again. */
  static final BinaryOperator<Serializable> PLUS =
      (left, right) ->
          left instanceof GradientSum gradient
              ? gradient.absorb((GradientSum) right)
              : ((ShardEvaluation) left).plus((ShardEvaluation) right);

  private void offer(Work work) {
    results = new ShardTree<>(shardCount);
    offered = work;
    parked.forEach(LockSupport::unpark);
  }

  /** The way of a worker in this process: it waits on memory, first spinning, then parked. */
  Exchange inProcess(int workerAttempt, boolean spin, Runnable check) {
    return new Exchange() {
      @Override
      public Work await(long ticket) {
        long start = System.nanoTime();
        while (true) {
          Work work = poll(workerAttempt, ticket);
          if (!(work instanceof Work.Wait)) {
            return work;
          }
          if (spin && System.nanoTime() - start < SPIN_NANOS) {
            Thread.onSpinWait();
          } else {
            check.run();
            park(ticket);
          }
        }
      }

      private void park(long ticket) {
        parked.add(Thread.currentThread());
        // Offered between the look and the entry in the set: do not sleep over it.
        if (offered.ticket() <= ticket || offered instanceof Work.Wait) {
          LockSupport.parkNanos(PARK_NANOS);
        }
        parked.remove(Thread.currentThread());
      }

      @Override
      public void contribute(long ticket, ShardTree<? extends Serializable> result) {
        ResidentSession.this.contribute(workerAttempt, ticket, result);
      }
    };
  }
}
