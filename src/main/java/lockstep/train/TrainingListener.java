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

  /** Whether to be shown the state after this step; asked after every one. */
  default boolean wantsStep() {
    return false;
  }

  /**
   * A step has ended after which its epoch goes on. Called by whichever thread made the update.
   *
   * @param state after it
   */
  default void stepEnded(TrainingState state) {}
}
