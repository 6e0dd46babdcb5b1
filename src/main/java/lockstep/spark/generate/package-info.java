/**
 * The jobs of the command line, one class each, on Spark.
 *
 * <p>A job publishes what it writes by a rename: its target appears whole or not at all.
 */
package lockstep.spark.job;
