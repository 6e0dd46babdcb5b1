package lockstep.store;

/** A place that output cannot be written to; the message names it. */
public final class OutputException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** With a sentence that names the path. */
  public OutputException(String message) {
    super(message);
  }

  /** With a sentence that names the path, and what went wrong. */
  public OutputException(String message, Throwable cause) {
    super(message, cause);
  }
}
