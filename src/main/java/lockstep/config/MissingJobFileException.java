package lockstep.config;

/** There is no job file where one was named: no input, rather than a bad one. */
public final class MissingJobFileException extends ConfigException {
  private static final long serialVersionUID = 1;

  MissingJobFileException(String message) {
    super(message);
  }
}
