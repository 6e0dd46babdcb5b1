package lockstep.spark.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import lockstep.train.Crew;

/**
 * The workers of the driver's process: whoever makes the update shares it with those who wait for
 * its end anyway.
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
    if (pieces == 1) {
      work.accept(0);
      return;
    }
    Shared task = new Shared(pieces, work);
    shared = task;
    call.run();
    task.help();
    shared = null;
    task.awaitEnd();
  }

  /** Does pieces that nobody has taken yet, if there are any. */
  void help() {
    Shared task = shared;
    if (task != null) {
      task.help();
    }
  }

  private static final class Shared {
    private final int pieces;
    private final IntConsumer work;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private volatile RuntimeException failure;

    Shared(int pieces, IntConsumer work) {
      this.pieces = pieces;
      this.work = work;
    }

    void help() {
      for (int piece = taken.getAndIncrement(); piece < pieces; piece = taken.getAndIncrement()) {
        try {
          work.accept(piece);
        } catch (RuntimeException e) {
          failure = e;
        } finally {
          ended.incrementAndGet();
        }
      }
    }

    /** A piece takes microseconds, unless its thread has lost its core. */
    void awaitEnd() {
      while (ended.get() < pieces) {
        Thread.onSpinWait();
      }
      if (failure != null) {
        throw failure;
      }
    }
  }
}
