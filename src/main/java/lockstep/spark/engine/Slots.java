package lockstep.spark.engine;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * How many tasks a context can run at once, and waits for that number. Spark itself looks whether a
 * barrier job fits only when it is submitted, and again in steps of 15 seconds.
 */
public final class Slots {
  private static final long LOOK_MILLIS = 20;
  private static final long SETTLED_NANOS = TimeUnit.SECONDS.toNanos(1);

  private Slots() {}

  /** Tasks that the executors registered at this moment can run at once, busy or not. */
  static int of(JavaSparkContext spark) {
    SparkContext context = spark.sc();
    return context.maxNumConcurrentTasks(context.resourceProfileManager().defaultResourceProfile());
  }

  /**
   * Waits until so many tasks can run at once.
   *
   * @return whether they can
   */
  static boolean await(JavaSparkContext spark, int wanted, Duration limit) {
    return await(() -> spark.sc().isStopped() || of(spark) >= wanted, limit) && of(spark) >= wanted;
  }

  /**
   * Waits until the executors that come when an application starts are there: the configured number
   * of them, or where none is configured, some, and no more for a second. Does not wait on a local
   * master or with dynamic allocation.
   */
  public static void settle(JavaSparkContext spark, Duration limit) {
    if (spark.isLocal() || isDynamic(spark)) {
      return;
    }
    int instances = spark.getConf().getInt("spark.executor.instances", 0);
    if (instances > 0) {
      await(() -> spark.sc().getExecutorIds().size() >= instances, limit);
    } else {
      await(new Steady(spark), limit);
    }
  }

  /** Whether the number of executors may change at any time. */
  static boolean isDynamic(JavaSparkContext spark) {
    return spark.getConf().getBoolean("spark.dynamicAllocation.enabled", false);
  }

  private static boolean await(BooleanSupplier there, Duration limit) {
    long begun = System.nanoTime();
    while (!there.getAsBoolean()) {
      if (System.nanoTime() - begun > limit.toNanos()) {
        return false;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Cannot go on: interrupted while waiting for executors", e);
      }
    }
    return true;
  }

  /** Some slots, and as many for a second. */
  private static final class Steady implements BooleanSupplier {
    private final JavaSparkContext spark;
    private int last;
    private long since;

    Steady(JavaSparkContext spark) {
      this.spark = spark;
    }

    @Override
    public boolean getAsBoolean() {
      int slots = of(spark);
      if (slots != last) {
        last = slots;
        since = System.nanoTime();
      }
      boolean steady = System.nanoTime() - since > SETTLED_NANOS;
      return spark.sc().isStopped() || (slots > 0 && steady);
    }
  }
}
