/**
 * Arithmetic everything else stands on: exact sums, seeded random numbers, the two precisions.
 *
 * <p>Decision: plain Java over primitive arrays, with {@code dev.ludovic.netlib} as the only
 * library. Sums that come in an order nobody controls are exact ({@link lockstep.linalg.ExactSum}),
 * so that their bits do not depend on it; all randomness starts at one seed ({@link
 * lockstep.linalg.SplitMix64}) and is split by derivation, never shared.
 */
package lockstep.linalg;
