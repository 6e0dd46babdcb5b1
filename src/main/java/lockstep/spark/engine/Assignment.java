package lockstep.spark.engine;

import java.io.Serializable;

/**
 * What the driver wants of resident workers: a chain of pieces of work, each made from the result
 * of the one before.
 */
interface Assignment {
  /** The first piece; called again when workers are lost and others start over. */
  Work first(long ticket);

  /** The piece after the one whose result is given, or null if that was the last. */
  Work next(long ticket, Serializable result);

  /** One piece of work. */
  final class Single implements Assignment {
    private final java.util.function.LongFunction<Work> work;
    private Serializable result;

    Single(java.util.function.LongFunction<Work> work) {
      this.work = work;
    }

    @Override
    public Work first(long ticket) {
      return work.apply(ticket);
    }

    @Override
    public Work next(long ticket, Serializable sum) {
      result = sum;
      return null;
    }

    Serializable result() {
      return result;
    }
  }
}
