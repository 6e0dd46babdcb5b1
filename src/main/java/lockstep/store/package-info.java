/**
 * Files of runs and models, on any file system Hadoop knows.
 *
 * <p>Design: a file appears whole or not at all: it is written under a temporary name and renamed.
 * A run folder says in {@code status.json} whether it is running, done or failed, from its first
 * moment; so a reader needs no guess, and a run that was killed can be told from one that ended.
 *
 * <p>A checkpoint is a folder of data: the training state as JSON with its arrays in safetensors,
 * and the history so far. {@link lockstep.store.RecordTree} writes whatever components the state's
 * records have, so nothing that training begins to remember can be forgotten here; it is not Java's
 * serialisation, which would run code of the file's choice and could not be read by others. Each
 * file is checked by its SHA-256, since a rename is not atomic on every file system.
 */
package lockstep.store;
