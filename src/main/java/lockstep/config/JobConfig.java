package lockstep.config;

import static lockstep.config.UnacceptableValueException.require;
import static lockstep.config.UnacceptableValueException.requireFolderName;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A job, as resolved from the defaults, its file and the command line. The keys, their meaning and
 * their defaults are those of {@code conf/reference.yaml}.
 *
 * @param version of the file's format, 1
 * @param job name of the job's folder
 * @param seed of everything random
 */
public record JobConfig(
    int version,
    String job,
    long seed,
    DataConfig data,
    FeaturesConfig features,
    ModelConfig model,
    TrainConfig train,
    EvaluateConfig evaluate,
    OutputConfig output)
    implements Section {

  /**
   * Checks what concerns several sections.
   *
   * @throws IllegalArgumentException for another version, a job name that is no folder name, a
   *     column with two roles, or a task that does not fit the labels or the loss
   */
  public JobConfig {
    require(version == 1, "version", "1", version);
    requireFolderName("job", job);
    requireOneRoleEach(data, features);
    boolean several = data.label().size() > 1;
    require(
        !several || model.severalLabels(),
        "model.task",
        "auto, multilabel or regression, as data.label lists several columns",
        model.task());
    requireFittingLoss(model, train.loss(), several);
    require(
        train.optimizer() != TrainConfig.Optimizer.LBFGS
            || model.dropout().stream().allMatch(rate -> rate == 0),
        "model.dropout",
        "0, as lbfgs needs the same function in every step",
        model.dropout());
    require(
        data.offset().isEmpty() || train.loss() == TrainConfig.Loss.POISSON,
        "data.offset",
        "null, or poisson as train.loss",
        data.offset().orElse(""));
    requireClasses("train.class-weight", train.classWeight(), !model.regression());
    requireClasses("train.positive-weight", train.positiveWeight(), !model.regression());
  }

  private static void requireFittingLoss(
      ModelConfig model, TrainConfig.Loss loss, boolean several) {
    boolean classes = model.multilabel() || model.multiclass();
    switch (loss) {
      case AUTO -> {
        // Every task has one.
      }
      case CROSS_ENTROPY ->
          require(
              !model.regression(),
              "train.loss",
              "auto, squared-error, huber or poisson, as cross-entropy needs classes",
              loss);
      case SQUARED_ERROR ->
          require(
              !classes && (!several || model.regression()),
              "train.loss",
              "auto or cross-entropy, as squared error is for regression and binary",
              loss);
      case HUBER, POISSON ->
          require(
              !classes && !model.binary(),
              "train.loss",
              "auto or cross-entropy, as this loss is for regression",
              loss);
    }
  }

  private static void requireClasses(String key, Optional<LabelWeights> weights, boolean classes) {
    require(
        weights.isEmpty() || classes,
        key,
        "null, as a regression has no labels",
        weights.map(LabelWeights::written).orElse(""));
  }

  private static void requireOneRoleEach(DataConfig data, FeaturesConfig features) {
    Map<String, String> roles = new LinkedHashMap<>();
    claim(roles, "data.label", data.label());
    claim(roles, "data.weight", data.weight().stream().toList());
    claim(roles, "data.offset", data.offset().stream().toList());
    claim(roles, "data.ignore", data.ignore());
    claim(roles, "features.numeric", features.numeric().names());
    claim(roles, "features.categorical", features.categorical().names());
  }

  private static void claim(Map<String, String> roles, String key, List<String> columns) {
    for (String column : columns) {
      String other = roles.putIfAbsent(column, key);
      require(other == null, key, "no column that " + other + " names", column);
    }
  }
}
