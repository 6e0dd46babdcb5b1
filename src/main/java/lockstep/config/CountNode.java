package lockstep.config;

import static lockstep.config.UnacceptableValueException.require;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalInt;

/** A value that is either one word or a whole number from 1 on. */
final class CountNode {
  private CountNode() {}

  /** The number; empty for the word. */
  static OptionalInt read(JsonNode node, String word, String expected) {
    if (node.isTextual() && node.textValue().equals(word)) {
      return OptionalInt.empty();
    }
    boolean count = node.isIntegralNumber() && node.canConvertToInt() && node.intValue() >= 1;
    require(count, "", expected, node);
    return OptionalInt.of(node.intValue());
  }
}
