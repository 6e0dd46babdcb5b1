package lockstep.spark.job;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Seconds by stage. */
final class Stopwatch {
  private final Map<String, Double> seconds = new LinkedHashMap<>();

  /** Runs a stage and adds its time. */
  <T> T time(String stage, Supplier<T> work) {
    long start = System.nanoTime();
    try {
      return work.get();
    } finally {
      seconds.merge(stage, seconds(System.nanoTime() - start), Double::sum);
    }
  }

  /** Seconds of each stage, in the order in which they first ran. */
  Map<String, Double> seconds() {
    return new LinkedHashMap<>(seconds);
  }

  /** Nanoseconds as seconds, to the millisecond. */
  static double seconds(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos) / 1e3;
  }
}
