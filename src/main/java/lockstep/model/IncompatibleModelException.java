package lockstep.model;

/** A model that another cannot start from; the message says what was expected and what found. */
public final class IncompatibleModelException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  IncompatibleModelException(String expected, String found) {
    super("expected %s, found %s".formatted(expected, found));
  }
}
