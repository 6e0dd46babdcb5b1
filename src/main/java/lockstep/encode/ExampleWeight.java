package lockstep.encode;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * Reads a row's example weight.
 *
 * @param columns the weight column, or none: then every row weighs 1
 * @param rawValues reads the cells
 */
public record ExampleWeight(List<String> columns, @JsonProperty("null_values") RawValues rawValues)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** Checks that there is at most one column. */
  public ExampleWeight {
    columns = List.copyOf(columns);
    if (columns.size() > 1) {
      throw new IllegalArgumentException(
          "Cannot weigh rows: expected at most one weight column, found "
              + String.join(", ", columns));
    }
  }

  /** The weight in this column, or 1 if there is none. */
  public static ExampleWeight of(Optional<String> column, List<String> nullValues) {
    return new ExampleWeight(column.stream().toList(), new RawValues(nullValues));
  }

  /**
   * The weight of a row.
   *
   * @param cell the raw cell of the weight column; not looked at if there is none
   * @throws BadValueException if the weight is missing, negative, infinite or no number
   */
  public double weight(Object cell) {
    if (columns.isEmpty()) {
      return 1;
    }
    double weight = rawValues.number(columns.get(0), cell);
    if (!(weight >= 0)) {
      Object found = Double.isNaN(weight) ? null : cell;
      throw new BadValueException(columns.get(0), found, "a weight of 0 or more");
    }
    return weight;
  }
}
