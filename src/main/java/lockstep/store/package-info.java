/**
 * Files of runs and models, on any file system Hadoop knows.
 *
 * <p>Design: a file appears whole or not at all: it is written under a temporary name and renamed.
 * A run folder says in {@code status.json} whether it is running, done or failed, from its first
 * moment; so a reader needs no guess, and a run that was killed can be told from one that ended.
 */
package lockstep.store;
