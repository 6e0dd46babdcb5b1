package lockstep.encode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How each feature column will be encoded, decided from the training profile: what its options say,
 * else numeric if every present value is a number, else categorical. The caller asks it which
 * statistics the profile could not hold ({@link #filled}, {@link #overflowed}).
 *
 * @param kinds by column name, in the order of the table; columns left out by the options are not
 *     in it
 */
public record FeatureKinds(Map<String, ColumnKind> kinds) {

  /**
   * The kinds of the profiled columns.
   *
   * @throws IllegalArgumentException for a column of typed numbers and texts
   */
  public static FeatureKinds of(TableProfile profile) {
    Map<String, ColumnKind> kinds = new LinkedHashMap<>();
    for (ColumnProfile column : profile.columns()) {
      if (column.use() != ColumnUse.IGNORED) {
        kinds.put(column.name(), kind(column));
      }
    }
    return new FeatureKinds(kinds);
  }

  private static ColumnKind kind(ColumnProfile column) {
    if (column.isVector()) {
      return ColumnKind.VECTOR;
    }
    if (column.use() == ColumnUse.CATEGORICAL) {
      return ColumnKind.CATEGORICAL;
    }
    if (column.isMixed()) {
      throw new IllegalArgumentException(
          "Cannot encode column \"%s\": expected numbers or texts, found typed numbers and the text \"%s\""
              .formatted(column.name(), column.leastText().orElseThrow()));
    }
    return column.leastText().isPresent() ? ColumnKind.CATEGORICAL : ColumnKind.NUMERIC;
  }

  /** The columns whose missing numbers may be filled with a median, in the order of the table. */
  public List<String> filled(TableProfile profile) {
    List<String> names = new ArrayList<>(with(ColumnKind.NUMERIC));
    with(ColumnKind.VECTOR).stream()
        .filter(name -> !profile.column(name).isEndless())
        .forEach(names::add);
    return names;
  }

  /** The columns of one kind, in the order of the table. */
  List<String> with(ColumnKind kind) {
    List<String> names = new ArrayList<>();
    kinds.forEach(
        (name, found) -> {
          if (found == kind) {
            names.add(name);
          }
        });
    return names;
  }

  /** The categorical columns whose categories were too many to count. */
  public List<String> overflowed(TableProfile profile) {
    return with(ColumnKind.CATEGORICAL).stream()
        .filter(name -> profile.column(name).overflowed())
        .toList();
  }
}
