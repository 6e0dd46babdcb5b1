package lockstep.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a document says before it is typed: text, lists and mappings, each with its place. */
sealed interface Tree {
  /** The key of a section that may stand for the section. */
  String KIND = "kind";

  /** Where the key of this value stands, or the value itself in a list. */
  Place place();

  /**
   * One value as written.
   *
   * @param plain without quotes, so that it may be a number, a truth value or null
   */
  record Scalar(String text, boolean plain, Place place) implements Tree {
    boolean isNull() {
      return plain && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
    }
  }

  /** A list. */
  record Sequence(List<Tree> items, Place place) implements Tree {}

  /** A mapping, in the order written. */
  record Mapping(Map<String, Tree> entries, Place place) implements Tree {}

  /**
   * {@code upper} laid over {@code lower}: mappings are merged key by key, anything else is
   * replaced. A null over a mapping puts the mapping of {@code defaults} back; a word over one that
   * has a kind is its kind.
   */
  static Tree over(Tree defaults, Tree lower, Tree upper) {
    if (!(lower instanceof Mapping below)) {
      return upper;
    }
    if (upper instanceof Scalar scalar && scalar.isNull() && defaults instanceof Mapping) {
      return defaults;
    }
    boolean hasKind = defaults instanceof Mapping mapping && mapping.entries().containsKey(KIND);
    if (upper instanceof Scalar && hasKind) {
      return over(defaults, lower, new Mapping(Map.of(KIND, upper), upper.place()));
    }
    if (!(upper instanceof Mapping above)) {
      return upper;
    }
    Map<String, Tree> merged = new LinkedHashMap<>(below.entries());
    Map<String, Tree> first =
        defaults instanceof Mapping mapping ? mapping.entries() : Map.<String, Tree>of();
    above
        .entries()
        .forEach((key, value) -> merged.merge(key, value, (a, b) -> over(first.get(key), a, b)));
    return new Mapping(merged, above.place());
  }

  /** The tree of a JSON value; numbers and truth values are plain, text is quoted. */
  static Tree of(JsonNode json, Place place) {
    if (json.isObject()) {
      Map<String, Tree> entries = new LinkedHashMap<>();
      json.properties().forEach(entry -> entries.put(entry.getKey(), of(entry.getValue(), place)));
      return new Mapping(entries, place);
    }
    if (json.isArray()) {
      List<Tree> items = new ArrayList<>();
      json.forEach(item -> items.add(of(item, place)));
      return new Sequence(items, place);
    }
    return new Scalar(json.asText(), !json.isTextual(), place);
  }

  /** The value at a dotted key, or its nearest parent where there is no such value. */
  default Tree at(String key) {
    Tree tree = this;
    for (String name : key.split("\\.", -1)) {
      Tree next = tree instanceof Mapping mapping ? mapping.entries().get(name) : null;
      if (next == null) {
        return tree;
      }
      tree = next;
    }
    return tree;
  }
}
