/**
 * Optimizers as pure functions on arrays, after Optax: {@code init} gives a state, {@code update}
 * takes parameters, gradient and state and returns new ones; nothing is modified. So the state of
 * training is a value that can be kept, compared, sent and resumed from.
 */
package lockstep.optim;
