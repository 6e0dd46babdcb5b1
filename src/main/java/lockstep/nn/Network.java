package lockstep.nn;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import lockstep.linalg.Blas;
import lockstep.linalg.Columns;
import lockstep.linalg.Elementwise;
import lockstep.linalg.Matrix;
import lockstep.nn.ParameterLayout.Slot;

/**
 * A stack of dense layers from d features to k logits. It holds no parameters: they are an
 * argument, as one vector laid out by {@link #layout()}.
 */
public final class Network implements Serializable {
  private static final long serialVersionUID = 1;

  private final int inputs;
  private final List<Layer> layers;
  private final ParameterLayout layout;

  private Network(int inputs, List<Layer> layers) {
    this.inputs = inputs;
    this.layers = List.copyOf(layers);
    this.layout = new ParameterLayout(inputs, layers);
  }

  /**
   * A network of hidden layers with one activation and a linear output layer.
   *
   * @param inputs d
   * @param hidden units of each hidden layer; empty for a linear model
   * @param activation of the hidden layers
   * @param outputs k
   */
  public static Network of(int inputs, List<Integer> hidden, Activation activation, int outputs) {
    return withActivations(inputs, hidden, Collections.nCopies(hidden.size(), activation), outputs);
  }

  /**
   * A network of hidden layers with an activation each and a linear output layer.
   *
   * @param inputs d
   * @param hidden units of each hidden layer; empty for a linear model
   * @param activations of the hidden layers, as many
   * @param outputs k
   */
  public static Network withActivations(
      int inputs, List<Integer> hidden, List<Activation> activations, int outputs) {
    if (inputs < 1) {
      throw new IllegalArgumentException(
          "Cannot make a network of " + inputs + " inputs: expected 1 or more");
    }
    if (activations.size() != hidden.size()) {
      throw new IllegalArgumentException(
          "Cannot make a network of %d hidden layers: expected as many activations, found %d"
              .formatted(hidden.size(), activations.size()));
    }
    List<Layer> layers = new ArrayList<>();
    for (int units : hidden) {
      Activation activation = activations.get(layers.size());
      layers.add(new Layer("hidden-" + (layers.size() + 1), units, activation));
    }
    layers.add(new Layer("output", outputs, null));
    return new Network(inputs, layers);
  }

  /** The same layers on so many features, 0 or more: what rows need that have no others. */
  public Network withInputs(int features) {
    return new Network(features, layers);
  }

  /** d, the number of features. */
  public int inputs() {
    return inputs;
  }

  /** k, the number of logits. */
  public int outputs() {
    return layers.get(layers.size() - 1).units();
  }

  /** The layers, first to last. */
  public List<Layer> layers() {
    return layers;
  }

  /** Where each parameter stands. */
  public ParameterLayout layout() {
    return layout;
  }

  /**
   * Computes the logits and keeps what {@link #backward} needs.
   *
   * @param parameters [p, 1]. Not modified.
   * @param features [d, n]. Not modified.
   * @param pass buffers of this network for n rows or more. Modified.
   * @return [k, n], a view of a buffer of {@code pass}
   */
  public Matrix forward(Matrix parameters, Columns features, Pass pass) {
    pass.begin(features.columns());
    Columns input = features;
    Matrix output = null;
    for (int l = 0; l < layers.size(); l++) {
      Slot slot = layout.slots().get(l);
      Matrix z = pass.preActivation(l);
      Elementwise.fillColumns(z, slot.biases(parameters));
      input.addProduct(slot.weights(parameters), z);
      output = z;
      if (layers.get(l).activation() != null) {
        output = pass.output(l);
        layers.get(l).activation().forward(z, output);
      }
      input = output;
    }
    return output;
  }

  /**
   * Computes the gradient by the parameters of the rows of the last {@link #forward}, summed over
   * rows. For layer l with input x and gradient g by its pre-activation: dW = g x^T, db = sum of
   * the columns of g, and the gradient by x is W^T g.
   *
   * @param parameters as given to forward. Not modified.
   * @param features as given to forward. Not modified.
   * @param pass as given to forward, with the gradient by the logits in {@link
   *     Pass#logitGradient()}. Modified.
   * @param gradient [p, 1]. Overwritten.
   */
  public void backward(Matrix parameters, Columns features, Pass pass, Matrix gradient) {
    for (int l = layers.size() - 1; l >= 0; l--) {
      Slot slot = layout.slots().get(l);
      Matrix g = pass.gradient(l);
      if (layers.get(l).activation() != null) {
        layers.get(l).activation().backward(pass.preActivation(l), pass.output(l), g);
      }
      Columns input = l == 0 ? features : pass.output(l - 1);
      input.outerProduct(g, slot.weights(gradient));
      Elementwise.sumColumns(g, slot.biases(gradient));
      if (l > 0) {
        Blas.multiply(slot.weights(parameters), true, g, false, 0, pass.gradient(l - 1));
      }
    }
  }

  /** The architecture as {@code 20-32-16-1}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder().append(inputs);
    layers.forEach(layer -> text.append('-').append(layer.units()));
    return text.toString();
  }
}
