/**
 * The command line: the only room that prints.
 *
 * <p>Design: picocli parses and helps; a command turns words into one call of a job and prints what
 * it says. Where Spark comes from is a value ({@link lockstep.cli.Sessions}): a session of the
 * command's own, or in tests one that is shared. A failure becomes one sentence and an exit code of
 * {@code sysexits.h}, which leaves through Spark's {@code SparkUserAppException}, since that is
 * what {@code spark-submit} in client mode passes on.
 */
package lockstep.cli;
