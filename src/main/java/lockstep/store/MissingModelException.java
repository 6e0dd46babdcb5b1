package lockstep.store;

/** A run or a model that is not there; the message names its path. */
public final class MissingModelException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** With a sentence that names the path. */
  public MissingModelException(String message) {
    super(message);
  }
}
