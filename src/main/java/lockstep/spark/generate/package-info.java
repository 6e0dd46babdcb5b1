/**
 * Writes generated tables with Spark.
 *
 * <p>Design: the rows are pure functions of their number, so a task needs a range of numbers and
 * nothing else, and the number of tasks does not show. The table and its truth appear by a rename,
 * whole or not at all.
 */
package lockstep.spark.generate;
