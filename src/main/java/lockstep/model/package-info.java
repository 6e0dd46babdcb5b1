/**
 * A trained model as a value: encoder, network, parameters and how to decide. It scores a row in
 * plain Java; the Spark jobs that predict and evaluate call the same code.
 *
 * <p>Design: a model is three files that hold data only. {@code encoder.json} says how a raw row
 * becomes features, {@code model.json} what the network is, {@code weights.safetensors} holds the
 * parameters in a format that other tools read. {@code model.json} carries the checksums of all
 * three, so a damaged or mixed-up file is refused by name. Scoring runs in double on parameters and
 * features rounded to the precision of the training: what evaluation does, so that a run's metrics
 * are those of its predictions.
 *
 * <p>{@code model.json} holds the SHA-256 of each of the three files; its own is taken with zeros
 * for the digits of that checksum, so that every byte of every file counts.
 */
package lockstep.model;
