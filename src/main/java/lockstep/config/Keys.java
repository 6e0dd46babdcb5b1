package lockstep.config;

import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lockstep.text.NearestName;

/** The keys of the job file, which are the components of the records in kebab-case. */
final class Keys {
  /** Kebab-case in which a number is a word of its own, but for l1 and l2. */
  static final KebabCaseStrategy NAMING =
      new KebabCaseStrategy() {
        private static final long serialVersionUID = 1;

        @Override
        public String translate(String input) {
          return super.translate(input).replaceAll("(?<=[a-z]{2})(?=[0-9])", "-");
        }
      };

  private Keys() {}

  /** The keys of one section and the types under them, in order. */
  static Map<String, Type> of(Class<?> section) {
    Map<String, Type> keys = new LinkedHashMap<>();
    for (RecordComponent component : section.getRecordComponents()) {
      keys.put(NAMING.translate(component.getName()), component.getGenericType());
    }
    return keys;
  }

  /** All dotted keys of a section, sections themselves included, in order. */
  static Map<String, Type> all(Class<?> section) {
    Map<String, Type> keys = new LinkedHashMap<>();
    of(section)
        .forEach(
            (key, type) -> {
              keys.put(key, type);
              if (isSection(type)) {
                all((Class<?>) type).forEach((inner, leaf) -> keys.put(join(key, inner), leaf));
              }
            });
    return keys;
  }

  static boolean isSection(Type type) {
    return type instanceof Class<?> record && Section.class.isAssignableFrom(record);
  }

  static String join(String prefix, String key) {
    return prefix.isEmpty() ? key : prefix + "." + key;
  }

  /** A choice as it is written in the job file. */
  static String spelling(Enum<?> choice) {
    return EnumNamingStrategies.KEBAB_CASE.convertEnumToExternalName(choice.name());
  }

  /**
   * What to say of a key that is none: the key of the same name in another section, or the nearest
   * of all.
   */
  static String unknown(String key) {
    List<String> valid = new ArrayList<>(all(JobConfig.class).keySet());
    if (valid.contains(key)) {
      return "unknown key \"" + key + "\": with dots it is for the command line, here it is nested";
    }
    String name = key.substring(key.lastIndexOf('.') + 1);
    List<String> elsewhere =
        valid.stream().filter(other -> ("." + other).endsWith("." + name)).toList();
    List<String> candidates = elsewhere.isEmpty() ? valid : elsewhere;
    return "unknown key \"" + key + '"' + NearestName.hint(key, candidates);
  }
}
