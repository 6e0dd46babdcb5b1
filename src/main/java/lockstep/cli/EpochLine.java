package lockstep.cli;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lockstep.train.EpochRecord;
import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;

/** How an epoch is shown: on a line of its own, or as a progress bar that is drawn again. */
final class EpochLine implements ProgressBarRenderer {
  private static final int BAR = 20;
  private static final List<String> HEADLINES =
      List.of("roc_auc", "accuracy", "rmse", "hamming_loss");

  private final int before;
  private final int epochs;

  /** Lines of a training of at most so many epochs, of which some were done {@code before}. */
  EpochLine(int before, int epochs) {
    this.before = before;
    this.epochs = epochs;
  }

  /** The whole line, for outputs that are not redrawn. */
  String plain(int epoch, String measured, Duration left) {
    return "epoch %d/%d  %s  %s left".formatted(epoch, epochs, measured, shown(left));
  }

  /** What was measured: losses, the task's headline metric, and speed. */
  static String measured(EpochRecord epoch, double rowsPerSecond) {
    StringBuilder text = new StringBuilder(format("loss %.4f", epoch.trainLoss()));
    epoch.validation().ifPresent(metrics -> addValidation(text, metrics.numbers()));
    return text.append(format("  %,.0f rows/s", rowsPerSecond)).toString();
  }

  private static void addValidation(StringBuilder text, Map<String, ?> numbers) {
    if (numbers.get("loss") instanceof Double loss) {
      text.append(format("  validation loss %.4f", loss));
    }
    for (String name : HEADLINES) {
      if (numbers.get(name) instanceof Double value) {
        text.append(format(" %s %.4f", name, value));
        return;
      }
    }
  }

  /** Bar, time left and what was measured last; what does not fit is cut off at the end. */
  @Override
  public String render(ProgressState state, int length) {
    int done = (int) (BAR * state.getCurrent() / Math.max(1, state.getMax()));
    String left =
        state.getCurrent() == before
            ? ""
            : shown(left(state.getElapsedAfterStart(), state.getCurrent())) + " left  ";
    String line =
        "epoch %d/%d [%s%s] %s%s"
            .formatted(
                state.getCurrent(),
                epochs,
                "=".repeat(done),
                " ".repeat(BAR - done),
                left,
                state.getExtraMessage());
    return line.substring(0, Math.min(line.length(), Math.max(0, length)));
  }

  /** The time that the epochs still to come take at the speed of those that were done in it. */
  Duration left(Duration elapsed, long done) {
    return elapsed.dividedBy(done - before).multipliedBy(epochs - done);
  }

  private static String shown(Duration duration) {
    return duration.toHours() > 0
        ? "%d:%02d:%02d"
            .formatted(duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart())
        : "%d:%02d".formatted(duration.toMinutes(), duration.toSecondsPart());
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
