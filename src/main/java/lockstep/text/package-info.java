/**
 * Words for people: what error messages share.
 *
 * <p>This room imports nothing and any room may import it. It exists because the nearest valid name
 * is owed for keys of the job file (room {@code config}, which only jobs and commands import) and
 * for columns of a table (rooms that never see the configuration) alike.
 */
package lockstep.text;
