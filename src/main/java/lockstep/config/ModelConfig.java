package lockstep.config;

import static lockstep.config.UnacceptableValueException.require;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonFormat.Feature;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What is trained. What is said of each hidden layer is one value for all of them or a list with
 * one for each.
 *
 * @param positive the label that counts as 1, as written; empty: the larger of the two
 * @param hidden widths of the hidden layers, each at least 1; empty for the linear model
 * @param activation of the hidden layers
 * @param dropout share of a hidden layer's outputs that training leaves out, each 0 or more and
 *     less than 1
 * @param leakyReluSlope of the activation leaky-relu on its negative side, finite
 * @param initialization of the weights
 * @param initOutputBias whether the last biases start at the log-odds of the labels
 */
public record ModelConfig(
    Task task,
    Optional<String> positive,
    List<Integer> hidden,
    @JsonFormat(
            with = {
              Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY,
              Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED
            })
        List<Activation> activation,
    @JsonFormat(
            with = {
              Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY,
              Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED
            })
        List<Double> dropout,
    double leakyReluSlope,
    Initialization initialization,
    boolean initOutputBias)
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
    ELU,
    GELU,
    TANH,
    SIGMOID,
    LINEAR;

    /** The name in the job file, such as {@code leaky-relu}. */
    public String label() {
      return Keys.spelling(this);
    }
  }

  /** Where the weights start. */
  public enum Initialization {
    /** Glorot-uniform for networks, zeros for the linear model. */
    AUTO,
    GLOROT_UNIFORM,
    HE_NORMAL,
    ZEROS
  }

  /** The lists are copied; checks the ranges above. */
  public ModelConfig {
    hidden = List.copyOf(hidden);
    activation = List.copyOf(activation);
    requirePerLayer("activation", activation, hidden);
    dropout = List.copyOf(dropout);
    requirePerLayer("dropout", dropout, hidden);
    require(
        dropout.stream().allMatch(rate -> rate >= 0 && rate < 1),
        "dropout",
        "0 or more and less than 1",
        dropout);
    require(
        Math.abs(leakyReluSlope) <= Double.MAX_VALUE,
        "leaky-relu-slope",
        "a finite number",
        leakyReluSlope);
    require(hidden.stream().allMatch(width -> width >= 1), "hidden", "widths of 1 or more", hidden);
  }

  /** Whether the task may have several label columns. */
  boolean severalLabels() {
    return task == Task.AUTO || multilabel() || regression();
  }

  /** The activation of each hidden layer. */
  public List<Activation> activations() {
    return perLayer(activation);
  }

  /** The rate of dropout of each hidden layer. */
  public List<Double> dropouts() {
    return perLayer(dropout);
  }

  private <T> List<T> perLayer(List<T> values) {
    return values.size() == hidden.size()
        ? values
        : Collections.nCopies(hidden.size(), values.get(0));
  }

  private static void requirePerLayer(String key, List<?> values, List<Integer> hidden) {
    require(
        values.size() == 1 || (values.size() == hidden.size() && !hidden.isEmpty()),
        key,
        "one for all hidden layers, or a list of one for each of the " + hidden.size(),
        values.size());
  }

  boolean binary() {
    return task == Task.BINARY;
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
