package lockstep.spark.engine;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.plugin.PluginContext;

/**
 * An executor's line to the driver: Spark's RPC, by way of the plugin. A thread gives a sign of
 * life while the executor computes, and ends questions that are not answered in time.
 */
final class DriverLine implements AutoCloseable {
  /** Signs of life in the time after which the executor would be given up. */
  private static final int SIGNS = 4;

  private final Message.Sender sender;
  private final PluginContext context;
  private final Duration timeout;
  private final Thread signs;
  private volatile Question open;

  /** What is being asked. */
  private record Question(Thread thread, long since) {}

  DriverLine(Message.Sender sender, Duration timeout) {
    this.sender = sender;
    this.context = LockstepPlugin.executorContext();
    this.timeout = timeout;
    this.signs = new Thread(this::giveSigns, "lockstep signs of life");
    signs.setDaemon(true);
    signs.start();
  }

  /**
   * Asks the driver.
   *
   * @throws WorkersLostException if it does not answer in time, or cannot be reached
   */
  Work ask(Message message) {
    open = new Question(Thread.currentThread(), System.nanoTime());
    try {
      return WorkBytes.read((byte[]) context.ask(MessageBytes.write(message)));
    } catch (Exception e) {
      // The RPC layer throws what Scala throws, checked exceptions included.
      throw WorkersLostException.ended("the driver does not answer: " + e);
    } finally {
      open = null;
    }
  }

  private void giveSigns() {
    try {
      while (true) {
        TimeUnit.NANOSECONDS.sleep(timeout.toNanos() / SIGNS);
        Question asked = open;
        if (asked != null && System.nanoTime() - asked.since() > timeout.toNanos()) {
          asked.thread().interrupt();
        }
        context.send(MessageBytes.write(new Message.Alive(sender)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      // Without a way to the driver the questions fail too, and say so.
      return;
    }
  }

  @Override
  public void close() {
    signs.interrupt();
  }
}
