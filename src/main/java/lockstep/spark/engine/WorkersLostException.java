package lockstep.spark.engine;

/** Resident workers have ended or gone silent. */
final class WorkersLostException extends RuntimeException {
  private static final long serialVersionUID = 1;

  WorkersLostException(String message) {
    super(message);
  }
}
