package lockstep.encode;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A list of category names with their positions. A text is looked up as it stands ("01" is not "1":
 * codes are names); a typed number also finds the first category that reads as that number (1.0
 * finds "1.0" where training read texts). Immutable.
 */
public final class Categories implements Serializable {
  static final int ABSENT = -1;
  private static final long serialVersionUID = 1;

  private final List<String> texts;
  private final Map<String, Integer> positions = new HashMap<>();
  private final Map<Double, Integer> numberPositions = new HashMap<>();

  /**
   * The categories in this order.
   *
   * @throws IllegalArgumentException if a name stands twice
   */
  @JsonCreator
  public Categories(List<String> texts) {
    this.texts = List.copyOf(texts);
    for (int i = 0; i < this.texts.size(); i++) {
      String text = this.texts.get(i);
      if (positions.put(text, i) != null) {
        throw new IllegalArgumentException(
            "Cannot list categories: expected each once, found \"" + text + "\" twice");
      }
      double number = NumberText.parse(text);
      if (!Double.isNaN(number)) {
        numberPositions.putIfAbsent(number, i);
      }
    }
  }

  /** The names. */
  @JsonValue
  public List<String> texts() {
    return texts;
  }

  int size() {
    return texts.size();
  }

  /**
   * The position of a cell's category, or {@link #ABSENT}.
   *
   * @param cell the cell, present
   * @param text its text by {@link RawValues#text}
   */
  int indexOf(Object cell, String text) {
    Integer position = positions.get(text);
    if (position == null && cell instanceof Number number) {
      position = numberPositions.get(number.doubleValue() + 0.0);
    }
    return position == null ? ABSENT : position;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Categories categories && texts.equals(categories.texts);
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
