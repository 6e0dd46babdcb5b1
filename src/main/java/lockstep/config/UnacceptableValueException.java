package lockstep.config;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/** A value that a configuration record refuses, with the key it stands under in that record. */
final class UnacceptableValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;
  private static final Pattern FOLDER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  private final String key;
  private final String reason;

  private UnacceptableValueException(String key, String reason) {
    super("Cannot accept " + (key.isEmpty() ? "the value" : key) + ": " + reason);
    this.key = key;
    this.reason = reason;
  }

  /** The key, relative to the record; empty when the value is the whole of it. */
  String key() {
    return key;
  }

  /** "expected ..., found ...". */
  String reason() {
    return reason;
  }

  /** Throws unless {@code ok}. */
  static void require(boolean ok, String key, String expected, Object found) {
    if (!ok) {
      throw new UnacceptableValueException(key, "expected " + expected + ", found " + shown(found));
    }
  }

  /** Throws unless {@code ok}: something is missing. */
  static void requirePresent(boolean ok, String key, String expected) {
    if (!ok) {
      throw new UnacceptableValueException(key, "expected " + expected + ", found neither");
    }
  }

  private static String shown(Object found) {
    if (found instanceof Enum<?> choice) {
      return Keys.spelling(choice);
    }
    return found instanceof String ? "\"" + found + '"' : String.valueOf(found);
  }

  /** Throws unless {@code value} has a visible character. */
  static void requireText(String key, String value) {
    require(!value.isBlank(), key, "a name", value);
  }

  /** Throws for a blank name or for one that stands twice. */
  static void requireNames(String key, List<String> names) {
    Collection<String> seen = new HashSet<>();
    for (String name : names) {
      requireText(key, name);
      require(seen.add(name), key, "each name once", names);
    }
  }

  /** Throws unless {@code name} can be a folder's on any file system, and is not hidden. */
  static void requireFolderName(String key, String name) {
    require(
        FOLDER.matcher(name).matches(),
        key,
        "a folder name (letters, digits, dot, hyphen and underscore, first a letter or digit)",
        name);
  }
}
