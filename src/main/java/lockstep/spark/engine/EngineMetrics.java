package lockstep.spark.engine;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import java.util.concurrent.TimeUnit;

/**
 * What any Spark metrics sink shows of training, below {@code
 * plugin.lockstep.spark.engine.LockstepPlugin}. Of the driver: {@code step}, the time of a step;
 * {@code epoch}, the number of epochs done; {@code loss}, the mean training loss of the last one;
 * {@code rowsPerSecond} in it. Of an executor: {@code exchangeWait}, the time that a resident
 * worker waits, with nothing to do, between one piece of work and the next.
 */
final class EngineMetrics {
  private static final Timer STEPS = new Timer();
  private static final Timer WAITS = new Timer();
  private static volatile int epoch;
  private static volatile double loss = Double.NaN;
  private static volatile double rowsPerSecond = Double.NaN;

  private EngineMetrics() {}

  static void registerDriver(MetricRegistry registry) {
    registry.register("step", STEPS);
    registry.register("epoch", (Gauge<Integer>) () -> epoch);
    registry.register("loss", (Gauge<Double>) () -> loss);
    registry.register("rowsPerSecond", (Gauge<Double>) () -> rowsPerSecond);
  }

  static void registerExecutor(MetricRegistry registry) {
    registry.register("exchangeWait", WAITS);
  }

  /** A step, from its parameters to its update. */
  static void step(long nanos) {
    STEPS.update(nanos, TimeUnit.NANOSECONDS);
  }

  /** A worker's wait for the next piece of work. */
  static void waited(long nanos) {
    WAITS.update(nanos, TimeUnit.NANOSECONDS);
  }

  /** An epoch, the {@code number}th, of so many rows. */
  static void epoch(int number, double meanLoss, long rows, long nanos) {
    epoch = number;
    loss = meanLoss;
    rowsPerSecond = rows / (nanos / 1e9);
  }
}
