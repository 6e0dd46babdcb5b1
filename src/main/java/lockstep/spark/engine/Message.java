package lockstep.spark.engine;

import java.util.Optional;
import lockstep.data.ShardTree;
import lockstep.objective.GradientSum;
import lockstep.train.ShardEvaluation;

/** What an executor says to the driver; all but {@link Alive} are answered by {@link Work}. */
sealed interface Message {
  /** Who says it. */
  Sender sender();

  /**
   * The workers of one executor in one attempt.
   *
   * @param session name of the session on the driver
   * @param attempt number of the barrier job
   * @param executor Spark's name of the executor
   */
  record Sender(String session, int attempt, String executor) {}

  /** A task has begun. */
  record Join(Sender sender, int task) implements Message {}

  /** Is there work after {@code ticket}? */
  record Poll(Sender sender, long ticket) implements Message {}

  /** Work is being done. */
  record Alive(Sender sender) implements Message {}

  /**
   * Gradient sums of a step, of all shards of the executor.
   *
   * @param wish for the step after it, where that is smaller than the whole
   */
  record Sums(Sender sender, long ticket, ShardTree<GradientSum> tree, Optional<Wish> wish)
      implements Message {}

  /** Evaluations of a split, of all shards of the executor. */
  record Evaluations(Sender sender, long ticket, ShardTree<ShardEvaluation> tree)
      implements Message {}
}
