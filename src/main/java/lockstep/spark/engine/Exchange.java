package lockstep.spark.engine;

import java.io.Serializable;
import java.util.Optional;
import java.util.function.Supplier;
import lockstep.data.ShardTree;

/** A worker's way to the session on the driver: in the same process, or by Spark's RPC. */
interface Exchange extends AutoCloseable {
  /**
   * Waits for the work after {@code ticket}.
   *
   * @return a step, an evaluation or a stop
   * @throws WorkersLostException if the task is to end, or the driver does not answer
   */
  Work await(long ticket);

  /**
   * Hands in the result of a piece of work: sums of gradients, or evaluations, of the worker's
   * shards.
   *
   * @param wish for the step after it; not looked at where nothing is sent
   */
  void contribute(
      long ticket, ShardTree<? extends Serializable> result, Supplier<Optional<Wish>> wish);

  /** The worker leaves. */
  @Override
  void close();
}
