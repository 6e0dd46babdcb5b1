package lockstep.encode;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * One or several numbers to predict. Training sees them standardised (or as they are); predictions
 * are given in the target's own unit.
 *
 * @param columns the target columns
 * @param scalings [columns] from target to what training sees
 * @param labelCounts training rows with each target
 * @param rawValues reads the cells
 */
public record RegressionTarget(
    List<String> columns,
    List<Scaling> scalings,
    List<Long> labelCounts,
    @JsonProperty("null_values") RawValues rawValues)
    implements TargetEncoder {
  private static final long serialVersionUID = 1;

  /** Checks that each column has its scaling. */
  public RegressionTarget {
    columns = List.copyOf(columns);
    scalings = List.copyOf(scalings);
    labelCounts = List.copyOf(labelCounts);
    if (scalings.size() != columns.size()) {
      throw new IllegalArgumentException(
          "Cannot encode targets: expected a scaling for each of %d columns, found %d"
              .formatted(columns.size(), scalings.size()));
    }
  }

  @Override
  public Task task() {
    return Task.REGRESSION;
  }

  @Override
  public List<String> labels() {
    return columns;
  }

  @Override
  public int width() {
    return columns.size();
  }

  @Override
  public int outputs() {
    return columns.size();
  }

  @Override
  public void encode(Object[] cells, double[] labels, int offset) {
    for (int i = 0; i < columns.size(); i++) {
      double target = rawValues.number(columns.get(i), cells[i]);
      if (Double.isNaN(target)) {
        throw new BadValueException(columns.get(i), null, "a label");
      }
      labels[offset + i] = scalings.get(i).apply(target);
    }
  }

  /** A prediction of output {@code i} in the target's own unit. */
  public double decode(double output, int i) {
    return scalings.get(i).invert(output);
  }
}
