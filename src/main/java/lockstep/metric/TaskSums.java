package lockstep.metric;

import java.util.List;
import java.util.Map;

/** What the metrics of one kind of task need of the rows. */
public sealed interface TaskSums extends MergeableMetric<TaskSums>
    permits ClassificationSums, MultilabelSums, RegressionSums {

  /**
   * Adds one row; allocates nothing.
   *
   * @param labels the row's m labels from {@code labelOffset}: 0 or 1 (binary), the class
   *     (multiclass), k values 0 or 1 (multi-label), k targets (regression). Not modified.
   * @param outputs the row's model outputs from {@code outputOffset}: p of the positive class
   *     (binary), k probabilities (multiclass, multi-label), k predictions (regression). Not
   *     modified.
   * @param weight the row's example weight, 1 where there are none
   * @throws IllegalArgumentException if a label is no class or an output of a classifier is NaN
   */
  void add(double[] labels, int labelOffset, double[] outputs, int outputOffset, double weight);

  /** Sums of no rows for the same task: what each shard starts from. */
  TaskSums empty();

  /**
   * The task's metrics by their names in {@code metrics.json}.
   *
   * @param labels the names of the classes, labels or targets in their order
   */
  Map<String, Object> toMap(List<String> labels);
}
