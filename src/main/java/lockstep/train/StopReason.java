package lockstep.train;

/** Why training ended. */
public enum StopReason {
  /** All epochs were done. */
  EPOCHS_DONE("all epochs done"),
  /** The monitored metric did not improve for the given number of epochs. */
  NO_IMPROVEMENT("no improvement of the monitored metric"),
  /** The given number of steps was done. */
  STEPS_DONE("all steps done"),
  /** The given time was over. */
  TIME_IS_UP("the time is up"),
  /** The training loss no longer changed by more than the tolerance. */
  LOSS_TOLERANCE("the training loss no longer changes"),
  /** The gradient norm was within the tolerance. */
  GRADIENT_TOLERANCE("the gradient is within the tolerance"),
  /** No step improves the objective any more. */
  CONVERGED("no step improves the objective any more");

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
