package lockstep.config;

import static lockstep.config.UnacceptableValueException.require;

/**
 * A table to be made.
 *
 * @param rows number of rows, at least 1
 * @param features number of features, at least 1; not for {@link Kind#PATIENTS}
 * @param classes number of classes or labels, at least 2; for {@link Kind#MULTICLASS} and {@link
 *     Kind#MULTILABEL}
 */
public record GenerateConfig(Kind kind, long rows, int features, int classes, long seed)
    implements Section {

  /** What kind of table. */
  public enum Kind {
    /** No table is made. */
    NONE,
    PATIENTS,
    BINARY,
    MULTICLASS,
    MULTILABEL,
    REGRESSION
  }

  /** Checks the ranges above. */
  public GenerateConfig {
    require(rows >= 1, "rows", "1 or more", rows);
    require(features >= 1, "features", "1 or more", features);
    require(classes >= 2, "classes", "2 or more", classes);
  }
}
