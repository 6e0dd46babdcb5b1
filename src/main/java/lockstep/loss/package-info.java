/**
 * Losses on logits.
 *
 * <p>Design: a loss takes logits, never probabilities, so that no probability is rounded to 0 or 1
 * before its logarithm. It returns the weighted <em>sum</em> over rows and writes the gradient of
 * that sum; who averages, and over what, is not its business. Sums run in double whatever the
 * precision of the logits, and transcendental functions are {@link lockstep.linalg.PortableMath}'s:
 * the same bits on every machine.
 */
package lockstep.loss;
