package lockstep.spark.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import lockstep.train.Crew;

/**
 * The workers of the driver's process: whoever has a step or an update to make shares it with those
 * who wait for its end anyway.
 */
final class WorkerCrew implements Crew {
  private final Runnable call;
  private volatile Shared shared;

  /** A crew whose parked members {@code call} wakes. */
  WorkerCrew(Runnable call) {
    this.call = call;
  }

  @Override
  public void share(int pieces, IntConsumer work) {
    if (pieces <= 1) {
      Crew.ALONE.share(pieces, work);
      return;
    }
    Shared task = new Shared(pieces, work);
    shared = task;
    call.run();
    task.help();
    shared = null;
    task.awaitEnd();
  }

  /**
   * Does pieces that nobody has taken yet.
   *
   * @return whether there was one
   */
  boolean help() {
    Shared task = shared;
    return task != null && task.help();
  }

  private static final class Shared {
    private static final long SPIN_NANOS = 50_000;
    private static final long PARK_NANOS = 1_000_000;

    private final Thread owner = Thread.currentThread();
    private final int pieces;
    private final IntConsumer work;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private volatile Throwable failure;

    Shared(int pieces, IntConsumer work) {
      this.pieces = pieces;
      this.work = work;
    }

    boolean help() {
      boolean helped = false;
      for (int piece = taken.getAndIncrement(); piece < pieces; piece = taken.getAndIncrement()) {
        try {
          work.accept(piece);
        } catch (RuntimeException | Error e) {
          failure = e;
        } finally {
          if (ended.incrementAndGet() == pieces) {
            LockSupport.unpark(owner);
          }
        }
        helped = true;
      }
      return helped;
    }

    /** All pieces are taken: the last take no longer than a piece, unless one has lost its core. */
    void awaitEnd() {
      long start = System.nanoTime();
      while (ended.get() < pieces) {
        if (System.nanoTime() - start < SPIN_NANOS) {
          Thread.onSpinWait();
        } else {
          LockSupport.parkNanos(PARK_NANOS);
        }
      }
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure != null) {
        throw (RuntimeException) failure;
      }
    }
  }
}
