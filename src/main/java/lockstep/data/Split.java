package lockstep.data;

/** What a row is used for. */
public enum Split {
  TRAIN("train"),
  VALIDATION("validation"),
  TEST("test");

  private final String label;

  Split(String label) {
    this.label = label;
  }

  /** The name in files and messages. */
  public String label() {
    return label;
  }
}
