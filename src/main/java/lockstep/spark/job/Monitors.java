package lockstep.spark.job;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lockstep.config.ConfigException;
import lockstep.data.BadDataException;
import lockstep.metric.EvaluationSums;
import lockstep.metric.Metrics;
import lockstep.metric.Ranking;
import lockstep.metric.ScoreRun;
import lockstep.train.Evaluator;

/**
 * The metrics that a job can watch.
 *
 * @param evaluator of the job's task
 * @param validation validation rows by label
 * @param validated whether there are validation rows
 */
record Monitors(Evaluator evaluator, Map<String, Long> validation, boolean validated) {
  private static final List<String> OF_BOTH_LABELS = List.of("roc_auc", "pr_auc");

  /**
   * Refuses a metric that cannot be watched.
   *
   * @param purpose why it is watched, such as {@code stop early}
   * @throws BadDataException if it needs validation rows, or those of both labels, and there are
   *     none
   * @throws ConfigException if this task has no such metric
   */
  void require(String monitor, String purpose) {
    if (monitor.equals("train-loss")) {
      return;
    }
    if (!validated) {
      throw new BadDataException(
          "Cannot %s on %s: the job has no validation rows".formatted(purpose, monitor));
    }
    String name = monitor.substring(monitor.indexOf('-') + 1).replace('-', '_');
    Metrics metrics = ofNoRows();
    if (!metrics.numbers().containsKey(name)) {
      throw new ConfigException(
          "Cannot %s on %s: expected one of %s for this task"
              .formatted(purpose, monitor, shown(metrics)));
    }
    if (OF_BOTH_LABELS.contains(name) && validation.containsValue(0L)) {
      throw new BadDataException(
          "Cannot %s on %s: expected validation rows of both labels, found %s"
              .formatted(purpose, monitor, validation));
    }
  }

  private Metrics ofNoRows() {
    EvaluationSums none = new EvaluationSums(0, 0, 0, evaluator.task().empty());
    return evaluator.metrics(none, Ranking.of(ScoreRun.empty()));
  }

  private static String shown(Metrics metrics) {
    return metrics.numbers().keySet().stream()
        .filter(name -> !name.equals("rows") && !name.equals("weight"))
        .map(name -> "validation-" + name.replace('_', '-'))
        .collect(Collectors.joining(", "));
  }
}
