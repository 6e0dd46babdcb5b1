package lockstep.encode;

/** A cell of a row that cannot be read as its column asks: the fault of the row, not of the job. */
public final class BadValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;
  private static final int SHOWN_CHARACTERS = 80;

  private final String column;
  private final String value;
  private final String expected;

  /**
   * The exception for one cell.
   *
   * @param column the name of its column
   * @param value what was found; texts are quoted and cut at 80 characters
   * @param expected what the column accepts, as in "a number"
   */
  public BadValueException(String column, Object value, String expected) {
    super(
        "Cannot read column \"" + column + "\": expected " + expected + ", found " + shown(value));
    this.column = column;
    this.value = shown(value);
    this.expected = expected;
  }

  /** The column's name. */
  public String column() {
    return column;
  }

  /** What was found, as shown in the message. */
  public String value() {
    return value;
  }

  /** What the column accepts. */
  public String expected() {
    return expected;
  }

  static String shown(Object value) {
    if (value == null) {
      return "a missing value";
    }
    if (value instanceof double[] vector) {
      return "a vector of size " + vector.length;
    }
    if (value instanceof SparseVector vector) {
      return "a vector of size " + vector.size();
    }
    if (!(value instanceof String text)) {
      return value + " (" + value.getClass().getSimpleName() + ")";
    }
    return text.length() <= SHOWN_CHARACTERS
        ? '"' + text + '"'
        : '"' + text.substring(0, SHOWN_CHARACTERS) + "...\"";
  }
}
