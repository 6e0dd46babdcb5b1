package lockstep.config;

import static lockstep.config.UnacceptableValueException.require;

import java.util.Optional;

/**
 * How it is trained.
 *
 * @param learningRate more than 0, finite
 * @param epochs at least 1
 * @param maxSteps at least 1; empty: no limit
 * @param maxSeconds more than 0; empty: no limit
 * @param tolerance on the change of the loss and on the gradient norm, 0 or more, finite; 0: none
 * @param l2 weight of the penalty, 0 or more, finite
 */
public record TrainConfig(
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
    double l2,
    Loss loss,
    EarlyStoppingConfig earlyStopping,
    CheckpointConfig checkpoint,
    Precision precision,
    Engine engine)
    implements Section {

  /** The update rule. */
  public enum Optimizer {
    SGD,
    MOMENTUM,
    NESTEROV,
    RMSPROP,
    ADAGRAD,
    ADAM,
    ADAMW
  }

  /** What is minimised. */
  public enum Loss {
    /** Cross-entropy of the task, squared error for regression. */
    AUTO,
    CROSS_ENTROPY,
    SQUARED_ERROR
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
    require(
        learningRate > 0 && learningRate <= Double.MAX_VALUE,
        "learning-rate",
        "a number above 0",
        learningRate);
    require(epochs >= 1, "epochs", "1 or more", epochs);
    maxSteps.ifPresent(steps -> require(steps >= 1, "max-steps", "1 or more", steps));
    maxSeconds.ifPresent(
        seconds -> require(seconds > 0, "max-seconds", "a number above 0", seconds));
    require(tolerance >= 0 && tolerance <= Double.MAX_VALUE, "tolerance", "0 or more", tolerance);
    require(l2 >= 0 && l2 <= Double.MAX_VALUE, "l2", "0 or more", l2);
  }
}
