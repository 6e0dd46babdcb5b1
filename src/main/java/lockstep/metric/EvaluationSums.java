package lockstep.metric;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one pass over rows of a split yields.
 *
 * @param rows the number of rows, those of weight 0 included
 * @param weight the sum of their example weights (the number of rows where there are none)
 * @param lossSum the sum of weight x loss; its bits depend on the order of merging, which its
 *     caller keeps canonical
 * @param task the sums of the task's own metrics
 */
public record EvaluationSums(long rows, double weight, double lossSum, TaskSums task)
    implements MergeableMetric<EvaluationSums> {

  @Override
  public EvaluationSums plus(EvaluationSums other) {
    return new EvaluationSums(
        rows + other.rows, weight + other.weight, lossSum + other.lossSum, task.plus(other.task));
  }

  /** The sums of no rows for the same task. */
  public EvaluationSums empty() {
    return new EvaluationSums(0, 0, 0, task.empty());
  }

  /**
   * The metrics of these rows: {@code rows}, {@code weight}, {@code loss} = lossSum / weight, and
   * the task's own. The areas of a ranking are added by {@link Metrics#with}.
   *
   * @param labels the names of the classes, labels or targets in their order
   */
  public Metrics metrics(List<String> labels) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("rows", rows);
    map.put("weight", Metrics.count(weight));
    map.put("loss", weight == 0 ? null : lossSum / weight);
    map.putAll(task.toMap(labels));
    return Metrics.of(map);
  }
}
