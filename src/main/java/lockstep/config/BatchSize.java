package lockstep.config;

import static lockstep.config.UnacceptableValueException.require;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalInt;

/**
 * The rows of a step over all shards: {@code full}, or a number.
 *
 * @param rows at least 1; empty: all rows of the table
 */
public record BatchSize(OptionalInt rows) {
  static final String EXPECTED = "full or a whole number of 1 or more";

  /** Checks the range above. */
  public BatchSize {
    require(rows.isEmpty() || rows.getAsInt() >= 1, "", EXPECTED, rows);
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static BatchSize read(JsonNode node) {
    return new BatchSize(CountNode.read(node, "full", EXPECTED));
  }

  @JsonValue
  Object written() {
    return rows.isPresent() ? (Object) rows.getAsInt() : "full";
  }
}
