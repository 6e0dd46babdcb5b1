package lockstep.encode;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import lockstep.text.NearestName;

/**
 * How features are made from columns.
 *
 * @param numeric the numeric columns; empty for automatic choice
 * @param categorical the categorical columns; empty for automatic choice. If one of the two lists
 *     is given, the columns outside it are chosen automatically; if both are, the others are left
 *     out
 * @param impute what fills a missing number
 * @param scale whether numbers are standardised
 * @param layout of the features; empty for the one that pays
 * @param maxCategories categories of a column that get a feature of their own: at least 1
 * @param nullValues texts that stand for a missing value, besides those of white space alone
 * @param ignore columns left out
 * @param endless how many elements vectors of any size have
 */
public record EncoderOptions(
    Optional<List<String>> numeric,
    Optional<List<String>> categorical,
    Impute impute,
    Scale scale,
    Optional<Layout> layout,
    int maxCategories,
    List<String> nullValues,
    List<String> ignore,
    EndlessSize endless) {

  /** With as many elements in vectors of any size as the training rows show. */
  public EncoderOptions(
      Optional<List<String>> numeric,
      Optional<List<String>> categorical,
      Impute impute,
      Scale scale,
      Optional<Layout> layout,
      int maxCategories,
      List<String> nullValues,
      List<String> ignore) {
    this(
        numeric,
        categorical,
        impute,
        scale,
        layout,
        maxCategories,
        nullValues,
        ignore,
        EndlessSize.SEEN);
  }

  /** What fills a missing number: a statistic of the present training values, or zero. */
  public enum Impute {
    @JsonProperty("mean")
    MEAN,
    @JsonProperty("median")
    MEDIAN,
    @JsonProperty("zero")
    ZERO
  }

  /** Whether numbers are brought to mean 0 and standard deviation 1. */
  public enum Scale {
    @JsonProperty("standard")
    STANDARD,
    @JsonProperty("none")
    NONE
  }

  /** Checks what can be checked without a table. */
  public EncoderOptions {
    numeric = numeric.map(List::copyOf);
    categorical = categorical.map(List::copyOf);
    nullValues = List.copyOf(nullValues);
    ignore = List.copyOf(ignore);
    if (maxCategories < 1) {
      throw new IllegalArgumentException(
          "Cannot encode categories: expected at least 1 of them, found " + maxCategories);
    }
    for (String name : numeric.orElse(List.of())) {
      if (categorical.orElse(List.of()).contains(name)) {
        throw new IllegalArgumentException(
            "Cannot encode column \"%s\": expected it to be numeric or categorical, found it in both lists"
                .formatted(name));
      }
    }
  }

  /** Refuses a list that names a column the table does not have. */
  void check(List<String> names) {
    for (List<String> listed :
        List.of(numeric.orElse(List.of()), categorical.orElse(List.of()), ignore)) {
      for (String name : listed) {
        if (!names.contains(name)) {
          throw new IllegalArgumentException(
              "Cannot find column \"%s\" among the features%s"
                  .formatted(name, NearestName.hint(name, names)));
        }
      }
    }
  }

  ColumnUse use(String name) {
    if (ignore.contains(name)) {
      return ColumnUse.IGNORED;
    }
    if (numeric.isPresent() && numeric.get().contains(name)) {
      return ColumnUse.NUMERIC;
    }
    if (categorical.isPresent() && categorical.get().contains(name)) {
      return ColumnUse.CATEGORICAL;
    }
    return numeric.isPresent() && categorical.isPresent() ? ColumnUse.IGNORED : ColumnUse.AUTO;
  }
}
