package lockstep.spark.engine;

import java.io.Serializable;
import lockstep.data.ShardTree;

/** What a worker in another process says to the driver; each is answered by {@link Work}. */
sealed interface Message extends Serializable {
  /** Name of the session. */
  String session();

  /** A worker of an attempt begins. */
  record Join(String session, int attempt) implements Message {}

  /** Is there work after {@code ticket}? */
  record Poll(String session, int attempt, long ticket) implements Message {}

  /** The results of all tasks of an executor. */
  record Contribution(
      String session, int attempt, long ticket, ShardTree<? extends Serializable> result)
      implements Message {}
}
