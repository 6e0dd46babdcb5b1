package lockstep.encode;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.stream.Stream;

/**
 * One or several counts to predict, 0 or more, each by the logarithm of its rate; perhaps with an
 * offset, which stands after the counts in a row's label.
 *
 * @param counted the columns of counts
 * @param offset the column of the offset, or none
 * @param labelCounts training rows with each count
 * @param rawValues reads the cells
 */
public record CountTarget(
    List<String> counted,
    List<String> offset,
    List<Long> labelCounts,
    @JsonProperty("null_values") RawValues rawValues)
    implements TargetEncoder {
  private static final long serialVersionUID = 1;

  /** Keeps copies of the lists. */
  public CountTarget {
    counted = List.copyOf(counted);
    offset = List.copyOf(offset);
    labelCounts = List.copyOf(labelCounts);
  }

  @Override
  public Task task() {
    return Task.REGRESSION;
  }

  /** The columns of counts, and that of the offset if there is one. */
  @Override
  public List<String> columns() {
    return Stream.concat(counted.stream(), offset.stream()).toList();
  }

  @Override
  public List<String> labels() {
    return counted;
  }

  @Override
  public int width() {
    return counted.size() + offset.size();
  }

  @Override
  public int outputs() {
    return counted.size();
  }

  /** Whether rows have an offset. */
  public boolean hasOffset() {
    return !offset.isEmpty();
  }

  @Override
  public void encode(Object[] cells, double[] labels, int at) {
    for (int i = 0; i < counted.size(); i++) {
      double count = rawValues.number(counted.get(i), cells[i]);
      if (!(count >= 0)) {
        Object found = Double.isNaN(count) ? null : cells[i];
        throw new BadValueException(counted.get(i), found, "a count of 0 or more");
      }
      labels[at + i] = count;
    }
    if (hasOffset()) {
      labels[at + counted.size()] = offset(cells[counted.size()]);
    }
  }

  @Override
  public double offset(Object cell) {
    double value = rawValues.number(offset.get(0), cell);
    if (Double.isNaN(value)) {
      throw new BadValueException(offset.get(0), null, "a number");
    }
    return value;
  }

  @Override
  public List<String> scoringColumns() {
    return offset;
  }
}
