package lockstep.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/**
 * A driver whose trainings, all at once, come to the end of one epoch and stay there until the
 * process is killed: {@code WaitingDriver <beginning of that epoch's line> <words of a job, one a
 * line> ...}. It says when all are there, and ends by itself only if one fails.
 */
final class WaitingDriver {
  static final String ALL_WAIT = "all wait";

  private WaitingDriver() {}

  public static void main(String[] arguments) {
    CountDownLatch onTheirWay = new CountDownLatch(arguments.length - 1);
    Sessions.OWN.lend(
        "waiting",
        spark -> {
          for (int job = 1; job < arguments.length; job++) {
            String[] words = arguments[job].split("\n", -1);
            PrintWriter out = stoppingAt(arguments[0], onTheirWay);
            PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
            new Thread(
                    () ->
                        System.exit(
                            Main.execute((name, work) -> work.accept(spark), out, err, words)))
                .start();
          }
          await(onTheirWay);
          System.out.println(ALL_WAIT);
          new Semaphore(0).acquireUninterruptibly();
        });
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Holds up whoever prints a line that begins so; of other lines nobody hears. */
  private static PrintWriter stoppingAt(String beginning, CountDownLatch onTheirWay) {
    return new PrintWriter(Writer.nullWriter()) {
      @Override
      public void println(String line) {
        if (line.startsWith(beginning)) {
          onTheirWay.countDown();
          new Semaphore(0).acquireUninterruptibly();
        }
      }
    };
  }
}
