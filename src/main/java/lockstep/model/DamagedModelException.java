package lockstep.model;

/** A file of a model or a checkpoint that is not what was written; the message names it. */
public final class DamagedModelException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** With a sentence that names the file. */
  public DamagedModelException(String message) {
    super(message);
  }

  /** With a sentence that names the file, and what was found out. */
  public DamagedModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
