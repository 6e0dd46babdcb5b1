package lockstep.encode;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What became of the names of an old model in a new one.
 *
 * @param kept names of both, in the order of the new one
 * @param added names of the new one alone
 * @param dropped names of the old one alone
 */
public record NameMatch(List<String> kept, List<String> added, List<String> dropped) {
  /** Keeps copies of the lists. */
  public NameMatch {
    kept = List.copyOf(kept);
    added = List.copyOf(added);
    dropped = List.copyOf(dropped);
  }

  /** Compares two lists of names. */
  public static NameMatch of(List<String> before, List<String> now) {
    Set<String> old = new HashSet<>(before);
    Set<String> present = new HashSet<>(now);
    return new NameMatch(
        now.stream().filter(old::contains).toList(),
        now.stream().filter(name -> !old.contains(name)).toList(),
        before.stream().filter(name -> !present.contains(name)).toList());
  }
}
