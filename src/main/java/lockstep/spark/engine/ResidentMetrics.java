package lockstep.spark.engine;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import java.util.concurrent.TimeUnit;

/** What any Spark metrics sink shows of training: step times, rows a second, the last loss. */
final class ResidentMetrics {
  private static final Timer STEPS = new Timer();
  private static volatile double loss = Double.NaN;
  private static volatile double rowsPerSecond = Double.NaN;

  private ResidentMetrics() {}

  static void register(MetricRegistry registry) {
    registry.register("lockstep.step", STEPS);
    registry.register("lockstep.loss", (Gauge<Double>) () -> loss);
    registry.register("lockstep.rowsPerSecond", (Gauge<Double>) () -> rowsPerSecond);
  }

  static void step(long nanos) {
    STEPS.update(nanos, TimeUnit.NANOSECONDS);
  }

  static void epoch(double meanLoss, double rows, long nanos) {
    loss = meanLoss;
    rowsPerSecond = rows / (nanos / 1e9);
  }
}
