package lockstep.generate;

import java.io.Serializable;
import java.util.Objects;

/**
 * Which table: everything its rows depend on.
 *
 * @param kind the shape of the table
 * @param rows at least 1
 * @param features Gaussian features x0, x1, ..., at least 1; not read by {@code patients}
 * @param classes classes of {@code multiclass} or labels of {@code multilabel}, at least 2; not
 *     read by the other kinds
 * @param seed any number; another seed gives other rows and, except for {@code patients}, other
 *     coefficients
 */
public record TableSpec(Kind kind, long rows, int features, int classes, long seed)
    implements Serializable {
  /**
   * Checks the numbers the kind reads.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public TableSpec {
    Objects.requireNonNull(kind, "kind");
    check("rows", rows, 1);
    if (kind != Kind.PATIENTS) {
      check("features", features, 1);
    }
    if (kind == Kind.MULTICLASS || kind == Kind.MULTILABEL) {
      check("classes", classes, 2);
    }
  }

  /** A maker of this table's rows; not for use by several threads. */
  public RowGenerator generator() {
    return kind == Kind.PATIENTS ? new PatientRows(seed) : new GaussianRows(this);
  }

  private static void check(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "Cannot generate a table: expected "
              + name
              + " of "
              + least
              + " or more, found "
              + value);
    }
  }
}
