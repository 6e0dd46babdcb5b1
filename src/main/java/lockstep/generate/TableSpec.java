package lockstep.generate;

import java.io.Serializable;
import java.util.Objects;

/**
 * Which table: everything its rows depend on.
 *
 * @param kind the shape of the table
 * @param rows at least 1
 * @param features Gaussian features x0, x1, ..., or elements of the vector of {@code sparse}, at
 *     least 1; not read by {@code patients}
 * @param classes classes of {@code multiclass} or labels of {@code multilabel}, at least 2; not
 *     read by the other kinds
 * @param seed any number; another seed gives other rows and, except for {@code patients}, other
 *     coefficients
 * @param nonZeros elements of a row of {@code sparse} that are not 0, from 1 to {@code features};
 *     not read by the other kinds
 * @param positiveRate share of the labels of {@code sparse} that are 1, on average over many rows,
 *     between 0 and 1; not read by the other kinds
 */
public record TableSpec(
    Kind kind, long rows, int features, int classes, long seed, int nonZeros, double positiveRate)
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
    if (kind == Kind.SPARSE) {
      check("non-zeros", nonZeros, 1);
      if (nonZeros > features) {
        throw new IllegalArgumentException(
            "Cannot generate a table: expected non-zeros of no more than the %d features, found %d"
                .formatted(features, nonZeros));
      }
      if (!(positiveRate > 0 && positiveRate < 1)) {
        throw new IllegalArgumentException(
            "Cannot generate a table: expected a positive-rate between 0 and 1, found "
                + positiveRate);
      }
    }
  }

  /** A table of any kind but {@code sparse}. */
  public TableSpec(Kind kind, long rows, int features, int classes, long seed) {
    this(kind, rows, features, classes, seed, 0, 0);
  }

  /** A maker of this table's rows; not for use by several threads. */
  public RowGenerator generator() {
    return switch (kind) {
      case PATIENTS -> new PatientRows(seed);
      case SPARSE -> new SparseRows(this);
      default -> new GaussianRows(this);
    };
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
