package lockstep.model;

/** A model file that is not what was written; the message names it. */
public final class DamagedModelException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  DamagedModelException(String message) {
    super(message);
  }

  DamagedModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
