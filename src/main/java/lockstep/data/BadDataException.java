package lockstep.data;

/** A table that cannot be used as the job asks; the message names the table, row or column. */
public class BadDataException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** With a sentence for the user. */
  public BadDataException(String message) {
    super(message);
  }

  /** With a sentence for the user and the cause behind it. */
  public BadDataException(String message, Throwable cause) {
    super(message, cause);
  }
}
