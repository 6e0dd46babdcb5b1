package lockstep.encode;

/** How a feature column is encoded. */
public enum ColumnKind {
  /** One number a row: one feature. */
  NUMERIC,
  /** One of several names: one feature for each. */
  CATEGORICAL,
  /** A vector of fixed size: one feature for each element. */
  VECTOR
}
