package lockstep.spark.table;

/** A table that is not there. */
public final class MissingInputException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** With a sentence that names the path. */
  public MissingInputException(String message) {
    super(message);
  }
}
