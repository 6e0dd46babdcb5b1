package lockstep.spark.engine;

import java.io.Serializable;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import lockstep.data.ShardTree;

/**
 * The way of a worker in the driver's own process: it waits on memory, first spinning, then parked,
 * and helps with the step or the update it waits for; nothing is copied.
 *
 * @param team whose workers lead pieces of work by turns
 * @param attempt of the worker
 * @param spin whether every worker has a core to itself; else spinning would take it from others
 * @param check throws if the task is to end
 */
record InProcessExchange(
    ResidentSession session, Team team, int attempt, boolean spin, Runnable check)
    implements Exchange {
  private static final long SPIN_NANOS = 50_000;
  private static final long PARK_NANOS = 20_000_000;
  private static final long JOIN_NANOS = 1_000_000;

  /** Gives work to the one that leads it; the others help, and see no more of it. */
  @Override
  public Work await(long ticket) {
    long known = ticket;
    long waited = 0;
    long start = System.nanoTime();
    while (true) {
      long now = System.nanoTime();
      if (session.crew().help()) {
        waited += now - start;
        now = start = System.nanoTime();
      }
      Work work = session.poll(attempt, known);
      if (work.isNews(known)) {
        if (work instanceof Work.Stop) {
          return work;
        }
        if (!team.isComplete()) {
          check.run();
          LockSupport.parkNanos(JOIN_NANOS);
          continue;
        }
        if (known > 0) {
          EngineMetrics.waited(waited + now - start);
        }
        if (team.leads(work.ticket())) {
          return work;
        }
        known = work.ticket();
        waited = 0;
        start = System.nanoTime();
      } else if (spin && now - start < SPIN_NANOS) {
        Thread.onSpinWait();
      } else {
        check.run();
        session.park(known, PARK_NANOS);
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
