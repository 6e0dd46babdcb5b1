package lockstep.spark.engine;

import java.io.Serializable;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import lockstep.data.ShardTree;
import lockstep.objective.GradientSum;
import lockstep.train.ShardEvaluation;

/**
 * Where work is handed out and results are handed in: one piece at a time is on offer; its results
 * are added along the shard tree as they come, and whoever completes the tree moves on to the next
 * piece, without waking the thread that waits for the whole.
 */
final class Desk {
  private final int shardCount;
  private final AwakeClock clock;
  private final Set<Thread> parked = ConcurrentHashMap.newKeySet();
  private final WorkerCrew crew = new WorkerCrew(this::wake);
  private volatile Work offered = new Work.Wait(0);
  private volatile long since;

  // Guarded by this.
  private long tickets;
  private Assignment assignment;
  private ShardTree<Serializable> results;
  private RuntimeException failure;

  Desk(int shardCount, AwakeClock clock) {
    this.shardCount = shardCount;
    this.clock = clock;
  }

  /** What is on offer. */
  Work offered() {
    return offered;
  }

  /** Nanoseconds from when what is on offer was put there until {@code now}. */
  long age(long now) {
    return now - since;
  }

  /**
   * Begins an assignment.
   *
   * @throws WorkersLostException if the workers have been told to leave: some may have done so, and
   *     those who have not must not take up new work alone
   */
  synchronized void begin(Assignment wanted) {
    if (offered instanceof Work.Stop) {
      throw WorkersLostException.ended("resident workers had nothing to do");
    }
    failure = null;
    assignment = wanted;
    offer(wanted.first(++tickets));
  }

  /** Whether an assignment is at work. */
  synchronized boolean isBusy() {
    return assignment != null;
  }

  /** What the mathematics of the last assignment threw. */
  synchronized Optional<RuntimeException> failure() {
    return Optional.ofNullable(failure);
  }

  /** Waits until the assignment may be done, or for so long. */
  synchronized void await(long millis) throws InterruptedException {
    if (assignment != null) {
      // One look is enough: the caller looks again, and at more than a notification tells.
      TimeUnit.MILLISECONDS.timedWait(this, millis);
    }
  }

  /** Gives up the assignment, if there is one: workers are to wait. */
  synchronized void clear() {
    assignment = null;
    offer(new Work.Wait(++tickets));
  }

  /** Gives up the assignment, if there is one: workers are to leave. */
  synchronized void shut() {
    assignment = null;
    offer(new Work.Stop(++tickets));
  }

  /** Workers are to leave if there is no assignment. */
  synchronized void shutIfIdle() {
    if (assignment == null) {
      shut();
    }
  }

  /** Takes a result; one of another piece than that on offer is dropped. */
  synchronized void handIn(long ticket, ShardTree<? extends Serializable> result) {
    if (assignment == null || ticket != offered.ticket()) {
      return;
    }
    Work next = null;
    try {
      addAll(results, result);
      if (!results.isComplete()) {
        return;
      }
      next = assignment.next(++tickets, results.root());
    } catch (RuntimeException e) {
      // It failed in the mathematics, not in the worker that happened to come last.
      failure = e;
    }
    if (next == null) {
      clear();
      notifyAll();
    } else {
      offer(next);
    }
  }

  private void offer(Work work) {
    results = new ShardTree<>(shardCount);
    since = clock.now();
    offered = work;
    wake();
  }

  private void wake() {
    parked.forEach(LockSupport::unpark);
  }

  /** The workers who wait here. */
  WorkerCrew crew() {
    return crew;
  }

  /** Parks the calling thread until there may be news after {@code ticket}, or for so long. */
  void park(long ticket, long nanos) {
    parked.add(Thread.currentThread());
    // Offered between the look and the entry in the set: do not sleep over it.
    if (!offered.isNews(ticket)) {
      LockSupport.parkNanos(nanos);
    }
    parked.remove(Thread.currentThread());
  }

  /** Adds results of the same kind; arrays of the left ones are used again. */
  @SuppressWarnings("unchecked")
  static void addAll(ShardTree<Serializable> into, ShardTree<? extends Serializable> result) {
    into.addAll((ShardTree<Serializable>) result, Desk::plus);
  }

  private static Serializable plus(Serializable left, Serializable right) {
    return left instanceof GradientSum gradient
        ? gradient.absorb((GradientSum) right)
        : ((ShardEvaluation) left).plus((ShardEvaluation) right);
  }
}
