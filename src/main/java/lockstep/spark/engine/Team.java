package lockstep.spark.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import lockstep.data.DataShard;

/**
 * The workers of an attempt that are threads of the driver's process. Their shards are one lot: a
 * piece of work is led by one of them, and all take its shards as they come to them, so that
 * whoever is held up holds up nobody for longer than a shard takes.
 */
final class Team {
  private final int attempt;
  private final int tasks;
  private final AtomicLong led = new AtomicLong();
  private volatile boolean complete;

  // Guarded by this.
  private final Set<Integer> present = new HashSet<>();
  private final List<DataShard> all = new ArrayList<>();
  private WorkerShards shards;

  /** Nobody is there yet, of so many tasks of that attempt. */
  Team(int attempt, int tasks) {
    this.attempt = attempt;
    this.tasks = tasks;
  }

  /** A task has begun, with shards of its own; one of another attempt is passed over. */
  synchronized void join(int workerAttempt, int task, List<DataShard> own) {
    if (workerAttempt == attempt && present.add(task)) {
      all.addAll(own);
    }
    complete = present.size() == tasks;
  }

  /** Whether all are here, and so all shards. */
  boolean isComplete() {
    return complete;
  }

  /** Whether the calling thread is to lead the work of that ticket: the first that asks. */
  boolean leads(long ticket) {
    long last = led.get();
    return ticket > last && led.compareAndSet(last, ticket);
  }

  /** The shards of all, made by whoever leads first. */
  synchronized WorkerShards shards(Function<List<DataShard>, WorkerShards> maker) {
    if (shards == null) {
      shards = maker.apply(all);
    }
    return shards;
  }
}
