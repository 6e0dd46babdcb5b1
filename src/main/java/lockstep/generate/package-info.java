/**
 * Labelled tables of any size whose truth is known: each row is a pure function of (seed, row
 * number), so that any number of machines writes the same table, and any single row can be made
 * again without the others.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li>The label is drawn from a generalised linear model over the cells <em>as they stand in the
 *       table</em>, after rounding and after values went missing. So the stated truth is exact on
 *       that table, and a learner that sees only the file can reach it.
 *   <li>Numbers are rounded to a few decimals: their text is short, and reads back to the same
 *       double.
 *   <li>A vector of which few elements are not 0 has a truth of its first thousand elements: those
 *       that rows can tell about, and a truth file that stays small. Intercept and scale are set by
 *       a fixed sample of rows, since no formula has them where rows hold an element at most once.
 *   <li>Only {@link java.lang.StrictMath} and operations that IEEE 754 fixes are used: the same
 *       bits on every machine.
 *   <li>The room is plain Java. How the rows are written is the business of whoever writes them.
 * </ul>
 */
package lockstep.generate;
