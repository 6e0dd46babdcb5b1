package lockstep.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import lockstep.spark.job.JobObserver;
import lockstep.train.EpochRecord;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Help.Ansi;

/** Tells the user what a job does: lines, and on a terminal a progress bar over epochs. */
final class Console implements JobObserver {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
  private static final int LINES = 20;

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean terminal = Ansi.AUTO.enabled();
  private ProgressBar bar;
  private int epochs;
  private long started;
  private long lastLine;

  Console(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  void print(String line) {
    out.println(line);
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
  public void trainingBegins(int epochCount, long rows) {
    epochs = epochCount;
    started = System.nanoTime();
    lastLine = started;
    if (terminal) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("epoch")
              .setInitialMax(epochs)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(200)
              .setConsumer(new ConsoleProgressBarConsumer(System.err, 110))
              .build();
    }
  }

  @Override
  public void epochEnded(EpochRecord epoch, double rowsPerSecond) {
    String text = text(epoch, rowsPerSecond);
    if (bar != null) {
      bar.setExtraMessage(" " + text);
      bar.step();
      return;
    }
    long now = System.nanoTime();
    boolean due = now - lastLine >= BETWEEN_LINES.toNanos();
    int every = Math.max(1, epochs / LINES);
    if (due || epoch.epoch() % every == 0 || epoch.epoch() == 1 || epoch.epoch() == epochs) {
      lastLine = now;
      Duration left = Duration.ofNanos((now - started) / epoch.epoch() * (epochs - epoch.epoch()));
      print(
          "epoch %d/%d  %s  %d:%02d left"
              .formatted(epoch.epoch(), epochs, text, left.toMinutes(), left.toSecondsPart()));
    }
  }

  @Override
  public void trainingEnded() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  private static String text(EpochRecord epoch, double rowsPerSecond) {
    StringBuilder text =
        new StringBuilder(String.format(Locale.ROOT, "loss %.4f", epoch.trainLoss()));
    epoch
        .validation()
        .ifPresent(
            metrics -> {
              for (String name :
                  new String[] {"loss", "roc_auc", "accuracy", "rmse", "hamming_loss"}) {
                Object value = metrics.numbers().get(name);
                if (value instanceof Double number) {
                  text.append(String.format(Locale.ROOT, "  validation %s %.4f", name, number));
                  if (!name.equals("loss")) {
                    break;
                  }
                }
              }
            });
    return text.append(String.format(Locale.ROOT, "  %,.0f rows/s", rowsPerSecond)).toString();
  }
}
