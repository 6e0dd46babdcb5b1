package lockstep.config;

import static lockstep.config.UnacceptableValueException.require;

import java.util.List;
import java.util.Optional;

/**
 * What is trained.
 *
 * @param positive the label that counts as 1, as written; empty: the larger of the two
 * @param hidden widths of the hidden layers, each at least 1; empty for the linear model
 */
public record ModelConfig(
    Task task, Optional<String> positive, List<Integer> hidden, Activation activation)
    implements Section {

  /** The kind of problem. */
  public enum Task {
    /** By the label columns. */
    AUTO,
    BINARY,
    MULTICLASS,
    MULTILABEL,
    REGRESSION
  }

  /** The function of the hidden layers. */
  public enum Activation {
    RELU,
    LEAKY_RELU,
    TANH,
    SIGMOID
  }

  /** The list is copied; checks the range above. */
  public ModelConfig {
    hidden = List.copyOf(hidden);
    require(hidden.stream().allMatch(width -> width >= 1), "hidden", "widths of 1 or more", hidden);
  }

  /** Whether the task may have several label columns. */
  boolean severalLabels() {
    return task == Task.AUTO || multilabel() || regression();
  }

  boolean multiclass() {
    return task == Task.MULTICLASS;
  }

  boolean multilabel() {
    return task == Task.MULTILABEL;
  }

  boolean regression() {
    return task == Task.REGRESSION;
  }
}
