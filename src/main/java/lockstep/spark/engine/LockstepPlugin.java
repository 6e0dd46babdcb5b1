package lockstep.spark.engine;

import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * Brings resident workers' messages to the driver, by Spark's own RPC: {@code
 * spark.plugins=lockstep.spark.engine.LockstepPlugin}. The command line sets it.
 */
public final class LockstepPlugin implements SparkPlugin {
  private static volatile PluginContext executorContext;

  /** Whether a context has this plugin. */
  static boolean isLoaded(SparkContext spark) {
    return spark.conf().get("spark.plugins", "").contains(LockstepPlugin.class.getName());
  }

  /** The way to the driver from this executor. */
  static PluginContext executorContext() {
    PluginContext context = executorContext;
    if (context == null) {
      throw new IllegalStateException(
          "Cannot reach the driver: spark.plugins does not name " + LockstepPlugin.class.getName());
    }
    return context;
  }

  @Override
  public DriverPlugin driverPlugin() {
    return new Driver();
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new Executor();
  }

  /** Answers workers. */
  private static final class Driver implements DriverPlugin {
    @Override
    public Map<String, String> init(SparkContext spark, PluginContext context) {
      ResidentMetrics.register(context.metricRegistry());
      return Map.of();
    }

    @Override
    public Object receive(Object message) {
      Message said = (Message) message;
      ResidentSession session = ResidentSession.inThisProcess(said.session());
      if (session == null) {
        return new Work.Stop(Long.MAX_VALUE);
      }
      if (said instanceof Message.Join join) {
        session.join(join.attempt());
        return new Work.Wait(0);
      }
      if (said instanceof Message.Contribution result) {
        session.contribute(result.attempt(), result.ticket(), result.result());
        return session.poll(result.attempt(), result.ticket());
      }
      Message.Poll poll = (Message.Poll) said;
      return session.poll(poll.attempt(), poll.ticket());
    }
  }

  /** Keeps the way to the driver. */
  private static final class Executor implements ExecutorPlugin {
    @Override
    public void init(PluginContext context, Map<String, String> extraConf) {
      executorContext = context;
    }
  }
}
