/**
 * Microbenchmarks of the kernels of a step: {@code scripts/bench kernels [pattern] [JMH options]}.
 *
 * <p>Design: sizes are parameters and go over the networks' own, so that a crossover (a plain loop
 * over a BLAS call) is seen rather than tuned to one shape. Compiled under the profile {@code jmh}
 * alone.
 */
package lockstep.kernels;
