/**
 * Dense networks: layers, activations, where each parameter stands, and how it starts.
 *
 * <p>Design: all parameters are one flat vector, so that sums, optimizers and messages are loops
 * over one array; {@link lockstep.nn.ParameterLayout} says which part is which layer's. The last
 * layer is linear: losses take logits, and the sigmoid or softmax belongs to them. A network
 * without hidden layer is the logistic, softmax or linear model: no code knows a difference.
 */
package lockstep.nn;
