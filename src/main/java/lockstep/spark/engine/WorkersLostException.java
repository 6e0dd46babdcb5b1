package lockstep.spark.engine;

import java.util.List;

/** Resident workers have ended or gone silent. */
final class WorkersLostException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean replaceable;
  private final transient List<String> silent;

  private WorkersLostException(String message, boolean replaceable, List<String> silent) {
    super(message);
    this.replaceable = replaceable;
    this.silent = silent;
  }

  /** The workers have ended: others may take their place. */
  static WorkersLostException ended(String message) {
    return new WorkersLostException(message, true, List.of());
  }

  /** A wait was in vain, and another would be. */
  static WorkersLostException inVain(String message, List<String> silent) {
    return new WorkersLostException(message, false, silent);
  }

  /** Whether others may take their place. */
  boolean replaceable() {
    return replaceable;
  }

  /** The executors that do not answer. */
  List<String> silent() {
    return silent;
  }
}
