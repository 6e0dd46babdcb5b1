package lockstep.config;

import static lockstep.config.UnacceptableValueException.require;
import static lockstep.config.UnacceptableValueException.requireText;

import java.util.Optional;

/**
 * How it is trained.
 *
 * @param initFrom folder of a run or a model whose parameters training starts from; empty: none
 * @param learningRate more than 0, finite
 * @param epochs at least 1
 * @param maxSteps at least 1; empty: no limit
 * @param maxSeconds more than 0; empty: no limit
 * @param tolerance on the change of the loss and on the gradient norm, 0 or more, finite; 0: none
 * @param l1 weight of the penalty on absolute weights, 0 or more, finite
 * @param l2 weight of the penalty on squared weights, 0 or more, finite
 * @param classWeight of the classes of binary and multi-class; empty: all 1
 * @param positiveWeight of the labels of multi-label where they hold; empty: all 1
 * @param labelSmoothing share of the labels' certainty that is given up, 0 or more and less than 1
 * @param huberDelta of the Huber loss, more than 0, finite
 * @param workerTimeoutSeconds longest silence of a resident worker, 1 or more
 * @param stepTimeoutSeconds longest step of resident workers, 1 or more
 */
public record TrainConfig(
    Optional<String> initFrom,
    Optimizer optimizer,
    double learningRate,
    OptimizerOptions optimizerOptions,
    ScheduleConfig schedule,
    ClipConfig clip,
    BatchSize batchSize,
    int epochs,
    Optional<Long> maxSteps,
    Optional<Double> maxSeconds,
    double tolerance,
    double l1,
    double l2,
    Optional<LabelWeights> classWeight,
    Optional<LabelWeights> positiveWeight,
    Loss loss,
    double huberDelta,
    double labelSmoothing,
    EarlyStoppingConfig earlyStopping,
    OnDivergence onDivergence,
    CheckpointConfig checkpoint,
    Precision precision,
    Engine engine,
    int workerTimeoutSeconds,
    int stepTimeoutSeconds)
    implements Section {

  /** The update rule. */
  public enum Optimizer {
    SGD,
    MOMENTUM,
    NESTEROV,
    RMSPROP,
    ADAGRAD,
    ADAM,
    ADAMW,
    LBFGS
  }

  /** What is minimised. */
  public enum Loss {
    /** Cross-entropy of the task, squared error for regression. */
    AUTO,
    CROSS_ENTROPY,
    SQUARED_ERROR,
    HUBER,
    POISSON
  }

  /** What happens when numbers are no longer finite. */
  public enum OnDivergence {
    STOP,
    /** Goes back to the last good epoch, with a lower rate. */
    RETRY
  }

  /** Numbers in which gradients are computed. */
  public enum Precision {
    FLOAT32,
    FLOAT64
  }

  /** What runs the steps. */
  public enum Engine {
    AUTO,
    RESIDENT,
    TREE_AGGREGATE,
    LOCAL
  }

  /** Checks the ranges above. */
  public TrainConfig {
    initFrom.ifPresent(path -> requireText("init-from", path));
    require(
        learningRate > 0 && learningRate <= Double.MAX_VALUE,
        "learning-rate",
        "a number above 0",
        learningRate);
    require(epochs >= 1, "epochs", "1 or more", epochs);
    if (optimizer == Optimizer.LBFGS) {
      requireNoSteps(batchSize, schedule, clip);
      require(
          onDivergence == OnDivergence.STOP,
          "on-divergence",
          "stop, as lbfgs has no learning rate to lower",
          onDivergence);
    }
    maxSteps.ifPresent(steps -> require(steps >= 1, "max-steps", "1 or more", steps));
    maxSeconds.ifPresent(
        seconds -> require(seconds > 0, "max-seconds", "a number above 0", seconds));
    require(tolerance >= 0 && tolerance <= Double.MAX_VALUE, "tolerance", "0 or more", tolerance);
    require(l1 >= 0 && l1 <= Double.MAX_VALUE, "l1", "0 or more", l1);
    require(
        huberDelta > 0 && huberDelta <= Double.MAX_VALUE,
        "huber-delta",
        "a number above 0",
        huberDelta);
    require(
        labelSmoothing >= 0 && labelSmoothing < 1,
        "label-smoothing",
        "0 or more and less than 1",
        labelSmoothing);
    require(l2 >= 0 && l2 <= Double.MAX_VALUE, "l2", "0 or more", l2);
    require(workerTimeoutSeconds >= 1, "worker-timeout-seconds", "1 or more", workerTimeoutSeconds);
    require(stepTimeoutSeconds >= 1, "step-timeout-seconds", "1 or more", stepTimeoutSeconds);
  }

  /** A line search needs one function to search, and finds the length of a step itself. */
  private static void requireNoSteps(
      BatchSize batchSize, ScheduleConfig schedule, ClipConfig clip) {
    require(
        batchSize.rows().isEmpty(),
        "batch-size",
        "full, as lbfgs takes all rows in every step",
        batchSize.written());
    require(
        schedule.kind() == ScheduleConfig.Kind.CONSTANT && schedule.warmupSteps() == 0,
        "schedule",
        "constant without warm-up, as lbfgs has no learning rate",
        schedule.kind());
    require(
        clip.norm().isEmpty() && clip.value().isEmpty(),
        "clip",
        "null for norm and value, as lbfgs searches along the whole gradient",
        clip.norm().or(clip::value).orElse(0.0));
  }
}
