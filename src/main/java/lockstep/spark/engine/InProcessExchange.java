package lockstep.spark.engine;

import java.io.Serializable;
import java.util.Optional;
import java.util.function.Supplier;
import lockstep.data.ShardTree;

/**
 * The way of a worker in the driver's own process: it waits on memory, first spinning, then parked,
 * and helps with the update it waits for; nothing is copied.
 *
 * @param attempt of the worker
 * @param spin whether every worker has a core to itself; else spinning would take it from others
 * @param check throws if the task is to end
 */
record InProcessExchange(ResidentSession session, int attempt, boolean spin, Runnable check)
    implements Exchange {
  private static final long SPIN_NANOS = 50_000;
  private static final long PARK_NANOS = 20_000_000;

  @Override
  public Work await(long ticket) {
    long start = System.nanoTime();
    while (true) {
      session.crew().help();
      Work work = session.poll(attempt, ticket);
      if (work.isNews(ticket)) {
        return work;
      }
      if (spin && System.nanoTime() - start < SPIN_NANOS) {
        Thread.onSpinWait();
      } else {
        check.run();
        session.park(ticket, PARK_NANOS);
      }
    }
  }

  @Override
  public void contribute(
      long ticket, ShardTree<? extends Serializable> result, Supplier<Optional<Wish>> wish) {
    session.contribute(attempt, ticket, result);
  }

  @Override
  public void close() {}
}
