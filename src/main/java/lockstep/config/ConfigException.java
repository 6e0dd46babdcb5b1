package lockstep.config;

/**
 * A mistake in a job file or in an override, told in one sentence that names the file and the line,
 * or the override, the key, and the nearest valid name where there is one.
 */
public class ConfigException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** With a sentence for the user. */
  public ConfigException(String message) {
    super(message);
  }
}
