package lockstep.encode;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Reads the cells of a raw row, knowing which texts stand for a missing value. Texts are stripped
 * of surrounding white space first. Always missing are null, a text of white space alone, and NaN
 * in a typed column; a text without any character ({@code ""} in a CSV) is missing only if it is
 * among the marks, else a text like any other. Immutable.
 */
public final class RawValues implements Serializable {
  private static final long serialVersionUID = 1;

  private final List<String> nullValues;
  private final Set<String> missing;
  // Bit n: some null value has n characters (mod 64). Spares most cells the hash lookup.
  private final long lengths;

  /** The reader for these marks of a missing value; their order and repetitions do not matter. */
  @JsonCreator
  public RawValues(Collection<String> nullValues) {
    this.nullValues = nullValues.stream().map(String::strip).distinct().sorted().toList();
    missing = Set.copyOf(this.nullValues);
    long mask = 0;
    for (String text : missing) {
      mask |= 1L << text.length();
    }
    lengths = mask;
  }

  /** The texts that stand for a missing value, sorted. */
  @JsonValue
  public List<String> nullValues() {
    return nullValues;
  }

  /** The text without surrounding white space, or null if it stands for a missing value. */
  String present(String raw) {
    String text = raw.strip();
    int length = text.length();
    boolean marked = (lengths >>> length & 1) != 0 && missing.contains(text);
    return marked || (length == 0 && !raw.isEmpty()) ? null : text;
  }

  /**
   * The cell as a finite number, or NaN if it is missing.
   *
   * @throws BadValueException for a text that is no plain decimal number, an infinity, a vector
   */
  public double number(String column, Object value) {
    if (value instanceof String raw) {
      String text = present(raw);
      if (text == null) {
        return Double.NaN;
      }
      double number = NumberText.parse(text);
      if (Double.isNaN(number)) {
        throw new BadValueException(column, raw, "a number");
      }
      return number;
    }
    if (value == null) {
      return Double.NaN;
    }
    if (isVector(value)) {
      throw new BadValueException(column, value, "a number");
    }
    return finite(column, TypedValue.number(column, value));
  }

  /**
   * The cell as a category, or null if it is missing.
   *
   * @throws BadValueException for an infinity or a vector
   */
  public String text(String column, Object value) {
    if (value instanceof String raw) {
      return present(raw);
    }
    if (value == null) {
      return null;
    }
    if (isVector(value)) {
      throw new BadValueException(column, value, "a text or a number");
    }
    if (value instanceof Number number) {
      finite(column, number.doubleValue());
    }
    return TypedValue.text(column, value);
  }

  private static boolean isVector(Object value) {
    return value instanceof double[] || value instanceof SparseVector;
  }

  static double finite(String column, double number) {
    if (Double.isInfinite(number)) {
      throw new BadValueException(column, number, "a finite number");
    }
    return number;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RawValues values && nullValues.equals(values.nullValues);
  }

  @Override
  public int hashCode() {
    return nullValues.hashCode();
  }

  @Override
  public String toString() {
    return nullValues.toString();
  }
}
