package lockstep.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** One {@code key=value} of the command line. */
final class KeyOverride {
  private KeyOverride() {}

  /**
   * The tree that says the same: {@code a.b=1} is <code>{a: {b: 1}}</code>.
   *
   * @throws ConfigException without a key or an equals sign, or when the value is ill YAML
   */
  static Tree tree(String override) {
    Place place = Place.of("the override \"" + override + '"');
    int equals = override.indexOf('=');
    if (equals < 1) {
      throw place.problem("expected key=value, as in train.epochs=5");
    }
    Tree value = YamlTree.read(override.substring(equals + 1), line -> place);
    String[] names = override.substring(0, equals).strip().split("\\.", -1);
    for (int i = names.length - 1; i >= 0; i--) {
      Map<String, Tree> entry = new LinkedHashMap<>();
      entry.put(names[i], value);
      value = new Tree.Mapping(entry, place);
    }
    return value;
  }
}
