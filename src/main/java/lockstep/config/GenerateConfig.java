package lockstep.config;

import static lockstep.config.UnacceptableValueException.require;

/**
 * A table to be made.
 *
 * @param rows number of rows, at least 1
 * @param features number of features, at least 1; not for {@link Kind#PATIENTS}
 * @param classes number of classes or labels, at least 2; for {@link Kind#MULTICLASS} and {@link
 *     Kind#MULTILABEL}
 * @param nonZeros elements of a row that are not 0, at least 1, at most {@code features}; for
 *     {@link Kind#SPARSE}
 * @param positiveRate share of the labels that are 1, between 0 and 1; for {@link Kind#SPARSE}
 */
public record GenerateConfig(
    Kind kind, long rows, int features, int classes, long seed, int nonZeros, double positiveRate)
    implements Section {

  /** What kind of table. */
  public enum Kind {
    /** No table is made. */
    NONE,
    PATIENTS,
    BINARY,
    MULTICLASS,
    MULTILABEL,
    REGRESSION,
    SPARSE
  }

  /** Checks the ranges above. */
  public GenerateConfig {
    require(rows >= 1, "rows", "1 or more", rows);
    require(features >= 1, "features", "1 or more", features);
    require(classes >= 2, "classes", "2 or more", classes);
    require(nonZeros >= 1, "non-zeros", "1 or more", nonZeros);
    require(
        kind != Kind.SPARSE || nonZeros <= features,
        "non-zeros",
        "no more than the %d features".formatted(features),
        nonZeros);
    require(
        positiveRate > 0 && positiveRate < 1,
        "positive-rate",
        "more than 0 and less than 1",
        positiveRate);
  }
}
