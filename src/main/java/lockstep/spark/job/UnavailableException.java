package lockstep.spark.job;

/** Spark cannot be started; the message names its master. */
public final class UnavailableException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  /** With a sentence that names the master. */
  public UnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
