package lockstep.spark.job;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import lockstep.config.ConfigException;
import lockstep.config.TuneThresholdConfig;
import lockstep.config.TuneThresholdConfig.Kind;
import lockstep.data.BadDataException;
import lockstep.data.Split;
import lockstep.encode.Task;
import lockstep.metric.ClassificationSums;
import lockstep.metric.ThresholdChoice;
import lockstep.metric.ThresholdCriterion;
import lockstep.spark.engine.EvaluationJob;
import lockstep.spark.table.PreparedTable;

/** Chooses the threshold that a binary model decides by, on the validation rows. */
record ThresholdTuning(Run run, PreparedTable table) {

  private TuneThresholdConfig config() {
    return run.config().evaluate().tuneThreshold();
  }

  /**
   * Refuses what cannot be done, before the model is trained.
   *
   * @throws ConfigException if the task is not binary
   * @throws BadDataException if the validation rows are not of both labels
   */
  void check() {
    if (config().kind() == Kind.NONE) {
      return;
    }
    Task task = table.encoder().target().task();
    if (task != Task.BINARY) {
      throw new ConfigException(
          "Cannot tune a threshold by evaluate.tune-threshold %s: expected a binary task, found %s"
              .formatted(config().kind().label(), task.name().toLowerCase(Locale.ROOT)));
    }
    Map<String, Long> labels = table.labelCounts(Split.VALIDATION);
    if (labels.containsValue(0L)) {
      throw new BadDataException(
          "Cannot tune a threshold by evaluate.tune-threshold %s: expected validation rows of both labels, found %s"
              .formatted(config().kind().label(), labels));
    }
  }

  /**
   * The threshold to decide by; what it was chosen by goes into the manifest.
   *
   * @param parameters [p] over features as they are stored. Not modified.
   */
  double threshold(EvaluationJob job, double[] parameters) {
    if (config().kind() == Kind.NONE) {
      return ClassificationSums.UNTUNED;
    }
    ThresholdCriterion criterion = criterion();
    ThresholdChoice choice =
        run.stopwatch()
            .time("tune", () -> job.choose(parameters, Split.VALIDATION, criterion))
            .orElseThrow(
                () ->
                    new BadDataException(
                        "Cannot tune a threshold: expected validation rows with weight, found none"));
    tell(criterion, choice);
    return choice.threshold();
  }

  private ThresholdCriterion criterion() {
    TuneThresholdConfig by = config();
    return switch (by.kind()) {
      case NONE -> throw new IllegalStateException("Cannot choose a threshold by nothing");
      case F1 -> criterion(ThresholdCriterion.Kind.F_BETA, 1, 0);
      case F_BETA -> criterion(ThresholdCriterion.Kind.F_BETA, by.beta(), 0);
      case COST -> criterion(ThresholdCriterion.Kind.COST, 1, 0);
      case PRECISION_AT_RECALL ->
          criterion(ThresholdCriterion.Kind.PRECISION_AT_RECALL, 1, by.recall());
      case RECALL_AT_PRECISION ->
          criterion(ThresholdCriterion.Kind.RECALL_AT_PRECISION, 1, by.precision());
      case YOUDEN -> criterion(ThresholdCriterion.Kind.YOUDEN, 1, 0);
    };
  }

  private ThresholdCriterion criterion(ThresholdCriterion.Kind kind, double beta, double level) {
    return new ThresholdCriterion(
        kind, beta, config().falsePositiveCost(), config().falseNegativeCost(), level);
  }

  private void tell(ThresholdCriterion criterion, ThresholdChoice choice) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("criterion", config().kind().label());
    told.put("threshold", choice.threshold());
    told.put("value", criterion.value(choice));
    told.put("precision", choice.precision());
    told.put("recall", choice.recall());
    run.manifest().put("threshold", told);
    if (criterion.missed(choice) > 0) {
      run.warn(
          "no threshold reaches evaluate.tune-threshold.precision %s on the validation rows: the nearest has %.4f"
              .formatted(criterion.level(), choice.precision()));
    }
    run.observer()
        .say(
            "threshold %.4f, by %s %.4f on the validation rows"
                .formatted(choice.threshold(), config().kind().label(), criterion.value(choice)));
  }
}
