package lockstep.encode;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Set;

/**
 * Several label columns of which each holds or not: 1, 1.0 and true hold; 0, -1 and false do not.
 *
 * @param columns the label columns
 * @param labelCounts training rows in which each holds
 * @param rawValues reads the cells
 */
public record MultilabelTarget(
    List<String> columns, List<Long> labelCounts, @JsonProperty("null_values") RawValues rawValues)
    implements TargetEncoder {
  private static final long serialVersionUID = 1;

  /** Keeps copies of the lists. */
  public MultilabelTarget {
    columns = List.copyOf(columns);
    labelCounts = List.copyOf(labelCounts);
  }

  @Override
  public Task task() {
    return Task.MULTILABEL;
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
      labels[offset + i] = label(columns.get(i), cells[i]);
    }
  }

  private double label(String column, Object cell) {
    if (cell instanceof Boolean bool) {
      return bool ? 1 : 0;
    }
    String text = rawValues.text(column, cell);
    if (text == null) {
      throw new BadValueException(column, null, "a label");
    }
    double label = label(text);
    if (Double.isNaN(label)) {
      throw new BadValueException(column, cell, "0 or 1, -1 or 1, false or true");
    }
    return label;
  }

  /** 0 or 1, or NaN for a text that is neither. */
  static double label(String text) {
    if (text.equalsIgnoreCase("true")) {
      return 1;
    }
    double number = text.equalsIgnoreCase("false") ? 0 : NumberText.parse(text);
    if (number == 1) {
      return 1;
    }
    return number == 0 || number == -1 ? 0 : Double.NaN;
  }

  /** Whether these are the values of one such column: not -1, 0 and 1 mixed. */
  static boolean areLabels(Set<String> texts) {
    boolean zero = texts.stream().anyMatch(text -> NumberText.parse(text) == 0);
    boolean minusOne = texts.stream().anyMatch(text -> NumberText.parse(text) == -1);
    return !(zero && minusOne) && texts.stream().noneMatch(text -> Double.isNaN(label(text)));
  }
}
