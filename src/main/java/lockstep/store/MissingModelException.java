package lockstep.store;

/** No model stands where one was named; the message names the place. */
public final class MissingModelException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  MissingModelException(String message) {
    super(message);
  }
}
