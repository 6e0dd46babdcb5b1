package lockstep.train;

/** Why training ended. */
public enum StopReason {
  /** All epochs were done. */
  EPOCHS_DONE("all epochs done"),
  /** The monitored metric did not improve for the given number of epochs. */
  NO_IMPROVEMENT("no improvement of the monitored metric");

  private final String text;

  StopReason(String text) {
    this.text = text;
  }

  /** The reason in words. */
  public String text() {
    return text;
  }

  /** The name in files: lower case with hyphens. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
