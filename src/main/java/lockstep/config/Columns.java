package lockstep.config;

import static lockstep.config.UnacceptableValueException.require;
import static lockstep.config.UnacceptableValueException.requireNames;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The columns of one kind: {@code auto}, or a list.
 *
 * @param listed the list, which may be empty (no column); absent: auto
 */
public record Columns(Optional<List<String>> listed) {
  static final String EXPECTED = "auto or a list of columns";

  /** The list is copied; its names are not blank and stand once each. */
  public Columns {
    listed = listed.map(List::copyOf);
    listed.ifPresent(names -> requireNames("", names));
  }

  /** The listed columns; none for auto. */
  List<String> names() {
    return listed.orElse(List.of());
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Columns read(JsonNode node) {
    if (node.isTextual() && node.textValue().equals("auto")) {
      return new Columns(Optional.empty());
    }
    require(node.isArray(), "", EXPECTED, node);
    List<String> names = new ArrayList<>();
    for (JsonNode name : node) {
      require(name.isTextual(), "", EXPECTED, node);
      names.add(name.textValue());
    }
    return new Columns(Optional.of(names));
  }

  @JsonValue
  Object written() {
    return listed.isPresent() ? (Object) listed.get() : "auto";
  }
}
