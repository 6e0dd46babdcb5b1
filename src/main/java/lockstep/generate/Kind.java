package lockstep.generate;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a generated table looks like. */
public enum Kind {
  /** Twelve columns of mixed types with missing values, about one row in twenty positive. */
  PATIENTS,
  /** Gaussian features and a label 0 or 1 from a logistic model. */
  BINARY,
  /** Gaussian features and one of the classes c0, c1, ... from a softmax model. */
  MULTICLASS,
  /** Gaussian features and labels 0 or 1, each from its own logistic model. */
  MULTILABEL,
  /** Gaussian features and a number: a linear function of them plus Gaussian noise. */
  REGRESSION,
  /** A vector of which few elements are not 0, and a label 0 or 1 from a logistic model. */
  SPARSE;

  /** The name as configuration writes it: lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The kind of that name, in any case.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public static Kind of(String word) {
    for (Kind kind : values()) {
      if (kind.word().equalsIgnoreCase(word)) {
        return kind;
      }
    }
    String words = Arrays.stream(values()).map(Kind::word).collect(Collectors.joining(", "));
    throw new IllegalArgumentException(
        "Cannot generate a table: expected a kind of " + words + ", found " + word);
  }
}
