package lockstep.bench;

import java.util.List;

/** One program that does a case's work. */
interface Contestant extends AutoCloseable {
  /** Its name in the table. */
  String name();

  /**
   * Does the work once and gives the time of one unit of it (an epoch, a step), in milliseconds.
   */
  double round();

  /** The mean training loss of each epoch so far, warm-up included; empty where there is none. */
  default List<Double> losses() {
    return List.of();
  }

  @Override
  default void close() {}

  /** The same under another name. */
  default Contestant named(String other) {
    Contestant same = this;
    return new Contestant() {
      @Override
      public String name() {
        return other;
      }

      @Override
      public double round() {
        return same.round();
      }

      @Override
      public List<Double> losses() {
        return same.losses();
      }

      @Override
      public void close() {
        same.close();
      }
    };
  }

  /** A contestant whose round is a piece of code, timed as a whole. */
  static Contestant of(String name, Runnable work) {
    return of(name, 1, work);
  }

  /** A contestant whose round is a piece of code that does {@code units} units of work. */
  static Contestant of(String name, int units, Runnable work) {
    return new Contestant() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public double round() {
        long begun = System.nanoTime();
        work.run();
        return (System.nanoTime() - begun) / 1e6 / units;
      }
    };
  }
}
