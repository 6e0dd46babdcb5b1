package lockstep.spark.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.LongSupplier;
import lockstep.config.CheckpointConfig;
import lockstep.store.Checkpoint;
import lockstep.store.CheckpointFolder;
import lockstep.train.EpochRecord;
import lockstep.train.TrainingListener;
import lockstep.train.TrainingState;

/**
 * Writes the state of training down at the end of an epoch, every so many epochs, or once so many
 * seconds have passed since the last time.
 */
final class Checkpoints implements TrainingListener {
  private static final double NANOS_PER_SECOND = 1e9;

  private final CheckpointConfig config;
  private final CheckpointFolder folder;
  private final History history;
  private final JsonNode run;
  private final LongSupplier nanos;
  private long written;
  private String last;

  /**
   * Checkpoints of a run.
   *
   * @param history that has heard of an epoch before
   * @param run what the states belong to
   * @param last the path of the one that training goes on from, or null
   * @param nanos a clock
   */
  Checkpoints(
      CheckpointConfig config,
      CheckpointFolder folder,
      History history,
      JsonNode run,
      String last,
      LongSupplier nanos) {
    this.config = config;
    this.folder = folder;
    this.history = history;
    this.run = run;
    this.last = last;
    this.nanos = nanos;
    this.written = nanos.getAsLong();
  }

  @Override
  public void epochEnded(EpochRecord epoch, TrainingState state) {
    long now = nanos.getAsLong();
    boolean byEpochs = config.everyEpochs().map(n -> epoch.epoch() % n == 0).orElse(false);
    double seconds = (now - written) / NANOS_PER_SECOND;
    boolean byTime = config.everySeconds().map(every -> seconds >= every).orElse(false);
    if (byEpochs || byTime) {
      last = folder.write(new Checkpoint(state, history.lines(), run), config.keep());
      written = now;
    }
  }

  /** The path of the newest checkpoint, if there is one. */
  Optional<String> last() {
    return Optional.ofNullable(last);
  }
}
