package lockstep.spark.engine;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Time in which this process was awake. While it is stopped, as by a debugger, a frozen container
 * or a long collection of garbage, nobody can be heard; so that time must not count as silence.
 */
final class AwakeClock {
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final LongSupplier nanoTime;
  private final AtomicLong asleep = new AtomicLong();
  private long lastLook;

  AwakeClock(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Begins a series of looks, which one thread takes many times a second. */
  void begin() {
    lastLook = nanoTime.getAsLong();
  }

  /** The time in nanoseconds, after a look at how long the last one is ago. */
  long look() {
    long raw = nanoTime.getAsLong();
    if (raw - lastLook > PAUSE_NANOS) {
      asleep.addAndGet(raw - lastLook);
    }
    lastLook = raw;
    return raw - asleep.get();
  }

  /** The time in nanoseconds. */
  long now() {
    return nanoTime.getAsLong() - asleep.get();
  }
}
