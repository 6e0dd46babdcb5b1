package lockstep.config;

import static lockstep.config.UnacceptableValueException.require;

/**
 * How it is trained.
 *
 * @param learningRate more than 0, finite
 * @param epochs at least 1
 * @param l2 weight of the penalty, 0 or more, finite
 * @param workerTimeoutSeconds longest silence of a resident worker, 1 or more
 * @param stepTimeoutSeconds longest step of resident workers, 1 or more
 */
public record TrainConfig(
    Optimizer optimizer,
    double learningRate,
    BatchSize batchSize,
    int epochs,
    double l2,
    Loss loss,
    EarlyStoppingConfig earlyStopping,
    Precision precision,
    Engine engine,
    int workerTimeoutSeconds,
    int stepTimeoutSeconds)
    implements Section {

  /** The update rule. */
  public enum Optimizer {
    SGD,
    MOMENTUM,
    ADAM
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
    require(l2 >= 0 && l2 <= Double.MAX_VALUE, "l2", "0 or more", l2);
    require(workerTimeoutSeconds >= 1, "worker-timeout-seconds", "1 or more", workerTimeoutSeconds);
    require(stepTimeoutSeconds >= 1, "step-timeout-seconds", "1 or more", stepTimeoutSeconds);
  }
}
