/**
 * One class per command: what a job file asks for, done on Spark.
 *
 * <p>Design: this is the one room below the command line that reads {@code lockstep.config},
 * because jobs are what it configures; {@link lockstep.spark.job.JobSettings} turns it into the
 * values the other rooms take. A job says what it does through {@link
 * lockstep.spark.job.JobObserver} and prints nothing. A run leaves a folder that is a document:
 * whatever it claims stands in its files, and if it fails, the exit code and the reason stand in
 * {@code status.json}.
 */
package lockstep.spark.job;
