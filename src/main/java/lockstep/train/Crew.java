package lockstep.train;

import java.util.function.IntConsumer;

/**
 * Who computes: the shards of a step, the pieces of a sum or of an update. They have nothing to do
 * with one another, so the bits do not depend on how many threads share them.
 */
@FunctionalInterface
public interface Crew {
  /** The calling thread. */
  Crew ALONE =
      (pieces, work) -> {
        for (int piece = 0; piece < pieces; piece++) {
          work.accept(piece);
        }
      };

  /** Does the pieces 0 .. pieces-1, in any order, and returns when all are done. */
  void share(int pieces, IntConsumer work);
}
