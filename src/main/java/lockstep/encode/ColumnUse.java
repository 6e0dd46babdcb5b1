package lockstep.encode;

/** What is known of a column before its values are seen: how its profile is taken. */
public enum ColumnUse {
  /** Left out: its cells are not looked at. */
  IGNORED,
  /** A feature whose kind its values decide. */
  AUTO,
  /** A numeric feature: texts are refused. */
  NUMERIC,
  /** A categorical feature: numbers are taken as names. */
  CATEGORICAL,
  /** A label of any kind: a missing value is refused; booleans are taken as names. */
  LABEL,
  /** A label that is a number: a missing value and texts are refused. */
  NUMERIC_LABEL;

  boolean isLabel() {
    return this == LABEL || this == NUMERIC_LABEL;
  }

  boolean refusesText() {
    return this == NUMERIC || this == NUMERIC_LABEL;
  }
}
