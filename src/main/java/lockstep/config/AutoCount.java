package lockstep.config;

import static lockstep.config.UnacceptableValueException.require;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalInt;

/**
 * A number of things that need not be told: {@code auto}, or a number.
 *
 * @param number at least 1; empty: auto
 */
public record AutoCount(OptionalInt number) {
  static final String EXPECTED = "auto or a whole number of 1 or more";

  /** Checks the range above. */
  public AutoCount {
    require(number.isEmpty() || number.getAsInt() >= 1, "", EXPECTED, number);
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static AutoCount read(JsonNode node) {
    return new AutoCount(CountNode.read(node, "auto", EXPECTED));
  }

  @JsonValue
  Object written() {
    return number.isPresent() ? (Object) number.getAsInt() : "auto";
  }
}
