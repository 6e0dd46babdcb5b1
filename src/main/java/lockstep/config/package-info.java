/**
 * The job file: YAML, read strictly, into records.
 *
 * <p>Decisions. Defaults stand in {@code conf/reference.yaml} and nowhere else; the records have
 * none. What is read is that tree, the user's file over it, the command line's {@code key=value}
 * over both; each value keeps the place where it was written, so a mistake is told with the line of
 * the user's own file although three trees were merged. Scalars are typed by the record they go to,
 * not by YAML: where text is expected, {@code yes}, {@code 1} and {@code 1.0} stay as written;
 * where a number is expected, {@code "1"} in quotes is an error and {@code 1e-3} is a number. YAML
 * is read as SnakeYAML's nodes because Jackson's tokens tell neither the quotes nor a line once
 * they are a tree; the binding itself is Jackson's, with every coercion off. Records check
 * themselves, so one made in Java obeys the same rules as one that was read.
 *
 * <p>Imports {@code lockstep.text} only. Nothing but this room reads configuration.
 */
package lockstep.config;
