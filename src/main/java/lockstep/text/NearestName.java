package lockstep.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * The valid name a person most likely meant.
 *
 * <p>Names that begin with what is written come first. Beyond that, names are compared by the
 * number of letters inserted, deleted, replaced or swapped with their neighbour (optimal string
 * alignment, the restricted Damerau-Levenshtein distance): with case, blanks, {@code -} and {@code
 * _} ignored, then, among equals, exactly. Who asks for a hint is told of names alone that are
 * alike: one is part of the other, or one letter differs, or at most two in five do.
 */
public final class NearestName {
  /** Fewer letters are no beginning to go by. */
  private static final int SHORTEST_BEGINNING = 3;

  private NearestName() {}

  /**
   * The nearest of {@code names} to {@code written}, the first of them among equals; empty when
   * there are no names.
   */
  public static Optional<String> of(String written, Collection<String> names) {
    String folded = fold(written);
    boolean begins = folded.length() >= SHORTEST_BEGINNING;
    return names.stream()
        .min(
            Comparator.<String, Boolean>comparing(
                    name -> !(begins && fold(name).startsWith(folded)))
                .thenComparingInt(name -> distance(folded, fold(name)))
                .thenComparingInt(name -> distance(written, name)));
  }

  /** The nearest of {@code names} to {@code written}, if it is like it. */
  public static Optional<String> like(String written, Collection<String> names) {
    return of(written, names).filter(name -> alike(fold(written), fold(name)));
  }

  /** The half sentence for the end of a message: {@code ; the nearest is "x"}, or nothing. */
  public static String hint(String written, Collection<String> names) {
    return like(written, names).map(name -> "; the nearest is \"" + name + '"').orElse("");
  }

  private static boolean alike(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    boolean part = shorter >= SHORTEST_BEGINNING && (a.contains(b) || b.contains(a));
    int longer = Math.max(a.length(), b.length());
    return part || (longer > 1 && distance(a, b) <= Math.max(1, 2 * longer / 5));
  }

  /** Insertions, deletions, replacements and swaps of neighbours that turn {@code a} into b. */
  static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replace, Math.min(last[j], row[j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
    }
    return row[b.length()];
  }

  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_\\s]", "");
  }
}
