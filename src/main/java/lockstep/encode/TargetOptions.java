package lockstep.encode;

import java.util.List;
import java.util.Optional;

/**
 * How labels are read.
 *
 * @param columns the label columns, at least one; several for multi-label or several targets
 * @param task what is learned; empty to let the labels decide
 * @param positive the label of a binary task that counts as 1; empty for the larger of the two
 * @param scale whether regression targets are standardised for training
 * @param counts whether regression targets are counts, which keep their scale
 * @param offset the column that is added to the logits of counts
 * @param nullValues texts that stand for a missing value, besides those of white space alone
 */
public record TargetOptions(
    List<String> columns,
    Optional<Task> task,
    Optional<String> positive,
    EncoderOptions.Scale scale,
    boolean counts,
    Optional<String> offset,
    List<String> nullValues) {
  /** Targets that are no counts. */
  public TargetOptions(
      List<String> columns,
      Optional<Task> task,
      Optional<String> positive,
      EncoderOptions.Scale scale,
      List<String> nullValues) {
    this(columns, task, positive, scale, false, Optional.empty(), nullValues);
  }

  /** Checks the number of columns. */
  public TargetOptions {
    columns = List.copyOf(columns);
    nullValues = List.copyOf(nullValues);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("Cannot read labels: expected a label column, found none");
    }
    boolean oneLabel = task.filter(t -> t == Task.BINARY || t == Task.MULTICLASS).isPresent();
    if (oneLabel && columns.size() > 1) {
      throw new IllegalArgumentException(
          "Cannot read labels as %s: expected one label column, found %s"
              .formatted(task.get(), String.join(", ", columns)));
    }
  }
}
