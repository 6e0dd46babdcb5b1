package lockstep.encode;

import java.io.Serializable;

/**
 * How many elements a column of vectors of {@link SparseVector#ANY_SIZE} has. Left to the largest
 * index that is seen, one that is mistyped would make a model which no memory holds.
 *
 * @param given their number; 0: the largest of the training rows, counted from 1
 */
public record EndlessSize(int given) implements Serializable {
  /** Left to the training rows. */
  public static final EndlessSize SEEN = new EndlessSize(0);

  /** Less than preparing and training take for a feature, even without hidden layers. */
  private static final int LEAST_BYTES = 128;

  /** The number of elements, where so many were seen. */
  int of(int seen) {
    return given == 0 ? seen : given;
  }

  /**
   * Refuses a vector with an element beyond those there are, or beyond those that memory holds.
   *
   * @param name of its column
   */
  void check(String name, SparseVector vector) {
    check(name, vector.leastSize(), Runtime.getRuntime().maxMemory());
  }

  void check(String name, int size, long heapBytes) {
    long most = given > 0 ? given : heapBytes / LEAST_BYTES;
    if (size > most) {
      String reason =
          given > 0
              ? "data.libsvm.features"
              : "a heap of %.1f GB holds no model of more; data.libsvm.features says how many there are"
                  .formatted(heapBytes / 0x1p30);
      throw new BadValueException(
          name, Integer.toString(size), "an index of at most %,d (%s)".formatted(most, reason));
    }
  }
}
