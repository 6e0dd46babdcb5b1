package lockstep.spark.job;

import lockstep.train.EpochRecord;

/** Hears what a job does. All methods are called by the thread that runs it. */
public interface JobObserver {
  /** Hears nothing. */
  JobObserver SILENT = new JobObserver() {};

  /** A sentence for the user. */
  default void say(String sentence) {}

  /** A sentence that the user should act on. */
  default void warn(String sentence) {}

  /**
   * Training begins, or goes on.
   *
   * @param done epochs that were done before
   * @param epochs at most, those included
   * @param rows of an epoch
   */
  default void trainingBegins(int done, int epochs, long rows) {}

  /**
   * An epoch has ended.
   *
   * @param rowsPerSecond training rows by the time of the epoch, validation included
   */
  default void epochEnded(EpochRecord epoch, double rowsPerSecond) {}

  /** Training has ended. */
  default void trainingEnded() {}
}
