package lockstep.encode;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.util.List;

/** Turns the label cells of a row into the numbers a loss wants. Implementations are immutable. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ClassTarget.class, name = "classes"),
  @JsonSubTypes.Type(value = MultilabelTarget.class, name = "multilabel"),
  @JsonSubTypes.Type(value = RegressionTarget.class, name = "regression"),
  @JsonSubTypes.Type(value = CountTarget.class, name = "counts")
})
public sealed interface TargetEncoder extends Serializable
    permits ClassTarget, MultilabelTarget, RegressionTarget, CountTarget {

  /**
   * Fits a target encoder to the labels of the training rows.
   *
   * @param profile by {@link TableProfile#ofLabels} with the same options
   * @throws IllegalArgumentException if the labels do not suit the task; the message names the
   *     column and what was found
   */
  static Fitted<TargetEncoder> fit(TableProfile profile, TargetOptions options) {
    return new TargetFitter(profile, options).fit();
  }

  /** What is learned. */
  Task task();

  /** The label columns in the order in which {@link #encode} wants their cells. */
  List<String> columns();

  /** The names of what is told apart: classes in order of their index, or the label columns. */
  List<String> labels();

  /**
   * Training rows by {@link #labels()}: rows of each class; for multi-label, rows in which the
   * label holds; for regression, rows with a target.
   */
  List<Long> labelCounts();

  /** Numbers per row, m: 1 for binary and multi-class, else the number of columns. */
  int width();

  /** Outputs a network needs, k: 1 for binary, else the number of labels. */
  int outputs();

  /**
   * Encodes one row's labels.
   *
   * @param cells [columns] raw cells. Not modified.
   * @param labels labels [offset .. offset + m - 1] are overwritten: 0 or 1 (binary, multi-label),
   *     a class index (multi-class), the scaled target (regression)
   * @throws BadValueException for a missing label or one that training did not see
   */
  void encode(Object[] cells, double[] labels, int offset);

  /** Columns besides the features that a row to be scored must have: that of an offset, or none. */
  default List<String> scoringColumns() {
    return List.of();
  }

  /**
   * What is added to the logits of a row.
   *
   * @param cell of the scoring column
   * @throws BadValueException if it is no number
   */
  default double offset(Object cell) {
    return 0;
  }
}
