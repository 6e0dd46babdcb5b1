package lockstep.encode;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The classes of a label. If all their texts are numbers, labels are compared as numbers ("1",
 * "1.0" and 1 are one class), else as texts. Immutable.
 */
public final class Classes implements Serializable {
  /** The index of a class that there is not. */
  public static final int ABSENT = -1;

  private static final long serialVersionUID = 1;

  private final List<String> texts;
  private final Map<String, Integer> positions = new HashMap<>();
  // Only if all classes are numbers: these in ascending order, and the class of each.
  private final double[] numbers;
  private final int[] numberPositions;

  /** The classes in order of their index; each once. */
  @JsonCreator
  public Classes(List<String> texts) {
    this.texts = List.copyOf(texts);
    for (int i = 0; i < this.texts.size(); i++) {
      if (positions.put(this.texts.get(i), i) != null) {
        throw new IllegalArgumentException(
            "Cannot list classes: expected each once, found \"" + this.texts.get(i) + "\" twice");
      }
    }
    double[] values = this.texts.stream().mapToDouble(NumberText::parse).toArray();
    if (Arrays.stream(values).anyMatch(Double::isNaN)) {
      numbers = new double[0];
      numberPositions = new int[0];
    } else {
      numberPositions =
          IntStream.range(0, values.length)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> values[i]))
              .mapToInt(i -> i)
              .toArray();
      numbers = Arrays.stream(numberPositions).mapToDouble(i -> values[i]).toArray();
    }
  }

  /** The class names: whole numbers without a point, else the label texts as they stand. */
  @JsonValue
  public List<String> texts() {
    return texts;
  }

  /** Whether labels are compared as numbers. */
  boolean areNumbers() {
    return numbers.length > 0;
  }

  /** The index of the class that the text names, or {@link #ABSENT}. */
  public int indexOf(String text) {
    if (numbers.length > 0) {
      int found = Arrays.binarySearch(numbers, NumberText.parse(text));
      return found < 0 ? ABSENT : numberPositions[found];
    }
    return positions.getOrDefault(text, ABSENT);
  }

  /**
   * The index of a cell's class, or {@link #ABSENT}.
   *
   * @throws BadValueException if the cell is missing
   */
  int indexOf(String column, Object cell, RawValues rawValues) {
    if (numbers.length > 0 && cell != null && !(cell instanceof String)) {
      int found = Arrays.binarySearch(numbers, rawValues.number(column, cell));
      return found < 0 ? ABSENT : numberPositions[found];
    }
    String text = rawValues.text(column, cell);
    if (text == null) {
      throw new BadValueException(column, null, "a label");
    }
    return indexOf(text);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Classes classes && texts.equals(classes.texts);
  }

  @Override
  public int hashCode() {
    return texts.hashCode();
  }

  @Override
  public String toString() {
    return texts.toString();
  }
}
