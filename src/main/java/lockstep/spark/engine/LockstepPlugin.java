package lockstep.spark.engine;

import java.util.Map;
import lockstep.linalg.Precision;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * Brings resident workers' messages to the driver, by Spark's own RPC: {@code
 * spark.plugins=lockstep.spark.engine.LockstepPlugin}. The command line sets it. Messages and
 * answers are {@code byte[]}: Spark reads them with the class path of the JVM, on which an executor
 * does not have the submitted jar, and what it cannot read ends the executor.
 */
public final class LockstepPlugin implements SparkPlugin {
  private static volatile PluginContext executorContext;

  /** Whether a context has this plugin, and with it each of its executors. */
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

  /** Answers workers. Spark calls it by one thread, which never waits here. */
  private static final class Driver implements DriverPlugin {
    private Work written;
    private byte[] bytes;

    @Override
    public Map<String, String> init(SparkContext spark, PluginContext context) {
      EngineMetrics.registerDriver(context.metricRegistry());
      return Map.of();
    }

    @Override
    public Object receive(Object message) {
      Message said = MessageBytes.read((byte[]) message);
      Message.Sender sender = said.sender();
      ResidentSession session = ResidentSession.inThisProcess(sender.session());
      if (session == null) {
        return write(ResidentSession.LEAVE, Precision.FLOAT32);
      }
      session.heard(sender.attempt(), sender.executor());
      if (said instanceof Message.Alive) {
        return null;
      }
      Work work = answer(session, sender.attempt(), said);
      return write(session.asWished(sender, work), session.precision());
    }

    private static Work answer(ResidentSession session, int attempt, Message said) {
      if (said instanceof Message.Join join) {
        session.join(attempt, join.task());
        return session.poll(attempt, Long.MAX_VALUE);
      } else if (said instanceof Message.Sums sums) {
        session.wish(sums.sender(), sums.wish());
        session.contribute(attempt, sums.ticket(), sums.tree());
        return session.poll(attempt, sums.ticket());
      } else if (said instanceof Message.Evaluations done) {
        session.contribute(attempt, done.ticket(), done.tree());
        return session.poll(attempt, done.ticket());
      }
      return session.poll(attempt, ((Message.Poll) said).ticket());
    }

    /** Whole parameters are written once for all executors. */
    private byte[] write(Work work, Precision precision) {
      if (!(work instanceof Work.Step || work instanceof Work.Judge)) {
        return WorkBytes.write(work, precision);
      }
      if (work != written) {
        written = work;
        bytes = WorkBytes.write(work, precision);
      }
      return bytes;
    }
  }

  /** Keeps the way to the driver. */
  private static final class Executor implements ExecutorPlugin {
    @Override
    public void init(PluginContext context, Map<String, String> extraConf) {
      executorContext = context;
      EngineMetrics.registerExecutor(context.metricRegistry());
    }
  }
}
