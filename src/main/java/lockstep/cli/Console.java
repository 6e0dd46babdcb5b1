package lockstep.cli;

import java.io.PrintWriter;
import java.time.Duration;
import lockstep.spark.job.JobObserver;
import lockstep.train.EpochRecord;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import picocli.CommandLine.Help.Ansi;

/** Tells the user what a job does: lines, and on a terminal a progress bar over epochs. */
final class Console implements JobObserver {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
  private static final int LINES = 20;
  private static final int REDRAW_MILLISECONDS = 200;
  private static final int USUAL_COLUMNS = 80;

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean terminal = Ansi.AUTO.enabled();
  private EpochLine line;
  private ProgressBar bar;
  private int epochs;
  private long started;
  private long lastLine;

  Console(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  void print(String text) {
    out.println(text);
    out.flush();
  }

  @Override
  public void say(String sentence) {
    print(sentence);
  }

  @Override
  public void warn(String sentence) {
    err.println("warning: " + sentence);
    err.flush();
  }

  @Override
  public void trainingBegins(int done, int epochCount, long rows) {
    epochs = epochCount;
    line = new EpochLine(done, epochs);
    started = System.nanoTime();
    lastLine = started;
    if (terminal) {
      bar =
          new ProgressBarBuilder()
              .setInitialMax(epochs)
              .startsFrom(done, Duration.ZERO)
              .setUpdateIntervalMillis(REDRAW_MILLISECONDS)
              .setRenderer(line)
              // With the lines, so that the two stay in order.
              .setConsumer(new ConsoleProgressBarConsumer(System.out, columns()))
              .build();
    }
  }

  /** Columns of the terminal, as the launcher found them. */
  private static int columns() {
    String found = System.getenv("COLUMNS");
    return found != null && found.matches("[1-9]\\d{1,3}")
        ? Integer.parseInt(found)
        : USUAL_COLUMNS;
  }

  @Override
  public void epochEnded(EpochRecord epoch, double rowsPerSecond) {
    String measured = EpochLine.measured(epoch, rowsPerSecond);
    if (bar != null) {
      bar.setExtraMessage(measured);
      bar.step();
      return;
    }
    long now = System.nanoTime();
    boolean due = now - lastLine >= BETWEEN_LINES.toNanos();
    int every = Math.max(1, epochs / LINES);
    if (due || epoch.epoch() % every == 0 || epoch.epoch() == 1 || epoch.epoch() == epochs) {
      lastLine = now;
      Duration left = line.left(Duration.ofNanos(now - started), epoch.epoch());
      print(line.plain(epoch.epoch(), measured, left));
    }
  }

  @Override
  public void trainingEnded() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
