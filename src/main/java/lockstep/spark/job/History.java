package lockstep.spark.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lockstep.metric.Metrics;
import lockstep.store.RunFolder;
import lockstep.train.EpochRecord;
import lockstep.train.TrainingListener;
import lockstep.train.TrainingState;

/** Writes a line of {@code history.jsonl} at the end of each epoch, and tells the observer. */
final class History implements TrainingListener {
  private final RunFolder folder;
  private final JobObserver observer;
  private final long rows;
  private final List<String> lines;
  private long epochStart = System.nanoTime();

  /**
   * A history of epochs of {@code rows} training rows.
   *
   * @param before the lines that stand in it already
   */
  History(RunFolder folder, JobObserver observer, long rows, List<String> before) {
    this.folder = folder;
    this.observer = observer;
    this.rows = rows;
    this.lines = new ArrayList<>(before);
  }

  /** The lines so far. */
  List<String> lines() {
    return lines;
  }

  @Override
  public void epochEnded(EpochRecord epoch, TrainingState state) {
    long now = System.nanoTime();
    double seconds = (now - epochStart) / 1e9;
    epochStart = now;
    double rate = rows * epoch.passes() / seconds;
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("epoch", epoch.epoch());
    line.put("step", epoch.step());
    line.put("seconds", Math.round(seconds * 1e6) / 1e6);
    line.put("rows_per_second", Math.round(rate));
    line.put("learning_rate", epoch.learningRate());
    Map<String, Object> train = new LinkedHashMap<>();
    train.put("loss", epoch.trainLoss());
    train.put("gradient_norm", epoch.gradientNorm());
    train.put("passes", epoch.passes());
    line.put("train", train);
    epoch.validation().map(Metrics::numbers).ifPresent(numbers -> line.put("validation", numbers));
    lines.add(folder.appendHistory(line));
    observer.epochEnded(epoch, rate);
  }
}
