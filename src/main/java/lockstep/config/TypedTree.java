package lockstep.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Gives written values the type of the record they go to: where text is expected a value stays as
 * it was written, elsewhere it is what the core schema of YAML 1.2 says.
 */
final class TypedTree {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final Pattern TRUTH = Pattern.compile("true|True|TRUE|false|False|FALSE");

  private TypedTree() {}

  /**
   * The value for a component of this type, not yet checked beyond its keys.
   *
   * @param key the dotted key of the value
   * @throws ConfigException for an unknown key, or a section that is no mapping
   */
  static JsonNode of(Tree tree, Type type, String key) {
    if (Keys.isSection(type)) {
      return section(tree, (Class<?>) type, key);
    }
    if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
      boolean absent = tree instanceof Tree.Scalar scalar && scalar.isNull();
      return absent ? NODES.nullNode() : of(tree, generic.getActualTypeArguments()[0], key);
    }
    return isText(type) ? text(tree, false) : natural(tree);
  }

  private static JsonNode section(Tree tree, Class<?> type, String key) {
    if (!(tree instanceof Tree.Mapping mapping)) {
      String name = key.isEmpty() ? "" : key + ": ";
      throw tree.place().problem(name + "expected keys and values, found " + shown(tree));
    }
    Map<String, Type> keys = Keys.of(type);
    ObjectNode node = NODES.objectNode();
    mapping
        .entries()
        .forEach(
            (name, value) -> {
              String inner = Keys.join(key, name);
              if (!keys.containsKey(name)) {
                throw value.place().problem(Keys.unknown(inner));
              }
              node.set(name, of(value, keys.get(name), inner));
            });
    return node;
  }

  private static boolean isText(Type type) {
    if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
      return isText(generic.getActualTypeArguments()[0]);
    }
    return type == String.class
        || type == Columns.class
        || (type instanceof Class<?> choice && choice.isEnum());
  }

  private static JsonNode text(Tree tree, boolean inList) {
    if (tree instanceof Tree.Scalar scalar) {
      boolean absent = scalar.isNull() && !inList;
      return absent ? NODES.nullNode() : NODES.textNode(scalar.text());
    }
    if (tree instanceof Tree.Sequence sequence) {
      ArrayNode items = NODES.arrayNode();
      sequence.items().forEach(item -> items.add(text(item, true)));
      return items;
    }
    return natural(tree);
  }

  /** The value as the core schema of YAML 1.2 types it. */
  static JsonNode natural(Tree tree) {
    if (tree instanceof Tree.Scalar scalar) {
      return natural(scalar);
    }
    if (tree instanceof Tree.Sequence sequence) {
      ArrayNode items = NODES.arrayNode();
      sequence.items().forEach(item -> items.add(natural(item)));
      return items;
    }
    ObjectNode node = NODES.objectNode();
    ((Tree.Mapping) tree).entries().forEach((name, value) -> node.set(name, natural(value)));
    return node;
  }

  private static JsonNode natural(Tree.Scalar scalar) {
    String text = scalar.text();
    if (scalar.isNull()) {
      return NODES.nullNode();
    }
    if (!scalar.plain()) {
      return NODES.textNode(text);
    }
    if (INTEGER.matcher(text).matches()) {
      return NODES.numberNode(new BigInteger(text));
    }
    if (DECIMAL.matcher(text).matches()) {
      return NODES.numberNode(Double.parseDouble(text));
    }
    if (TRUTH.matcher(text).matches()) {
      return NODES.booleanNode(text.toLowerCase(Locale.ROOT).equals("true"));
    }
    return NODES.textNode(text);
  }

  /** A value as an error shows it: text in quotes, the rest as it is, shortened. */
  static String shown(Tree tree) {
    String shown = natural(tree).toString();
    return shown.length() <= 60 ? shown : shown.substring(0, 57) + "...";
  }
}
