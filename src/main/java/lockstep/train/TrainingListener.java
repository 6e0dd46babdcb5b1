package lockstep.train;

/** Watches training: history, progress, checkpoints. */
@FunctionalInterface
public interface TrainingListener {
  /**
   * An epoch has ended.
   *
   * @param state after it
   */
  void epochEnded(EpochRecord epoch, TrainingState state);
}
