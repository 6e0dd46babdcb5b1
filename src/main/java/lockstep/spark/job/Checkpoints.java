package lockstep.spark.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;
import lockstep.config.CheckpointConfig;
import lockstep.store.Checkpoint;
import lockstep.store.CheckpointFolder;
import lockstep.train.EpochRecord;
import lockstep.train.TrainingListener;
import lockstep.train.TrainingState;

/**
 * Writes the state of training down at the end of every so many epochs, and once so many seconds
 * have passed since the last time, within an epoch too.
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
    if (timeIsUp() || config.everyEpochs().map(n -> epoch.epoch() % n == 0).orElse(false)) {
      write(state);
    }
  }

  @Override
  public boolean wantsStep() {
    return timeIsUp();
  }

  /**
   * Between steps nobody has judged the parameters yet; those of a diverged training are no good.
   */
  @Override
  public void stepEnded(TrainingState state) {
    if (Arrays.stream(state.parameters()).allMatch(Double::isFinite)) {
      write(state);
    }
  }

  private boolean timeIsUp() {
    double seconds = (nanos.getAsLong() - written) / NANOS_PER_SECOND;
    return config.everySeconds().map(every -> seconds >= every).orElse(false);
  }

  private void write(TrainingState state) {
    last = folder.write(new Checkpoint(state, history.lines(), run), config.keep());
    written = nanos.getAsLong();
  }

  /** The path of the newest checkpoint, if there is one. */
  Optional<String> last() {
    return Optional.ofNullable(last);
  }
}
