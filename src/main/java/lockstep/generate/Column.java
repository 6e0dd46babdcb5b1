package lockstep.generate;

/**
 * A column of a generated table.
 *
 * @param name unique in its table
 * @param type of its cells that are not missing; a missing cell is {@code null}
 */
public record Column(String name, Type type) {
  /** The Java type of a cell. */
  public enum Type {
    /** {@link Long}. */
    INTEGER,
    /** {@link Double}. */
    REAL,
    /** {@link String}. */
    TEXT,
    /** A {@link java.util.SortedMap} from index, counted from 0, to each number that is not 0. */
    VECTOR
  }
}
