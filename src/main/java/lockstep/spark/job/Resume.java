package lockstep.spark.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import lockstep.config.ConfigException;
import lockstep.config.JobConfig;
import lockstep.config.JobFile;
import lockstep.data.BadDataException;
import lockstep.model.SealedJson;
import lockstep.spark.table.PreparedTable;
import lockstep.store.Checkpoint;
import lockstep.store.CheckpointFolder;
import lockstep.store.RunFolder;
import lockstep.train.TrainingState;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * A run that was interrupted, and what it goes on from.
 *
 * @param folder of the run
 * @param config the job, as it goes on
 * @param from the newest checkpoint that is whole
 * @param warnings what was wrong with newer ones
 */
record Resume(
    RunFolder folder, JobConfig config, CheckpointFolder.Found from, List<String> warnings) {
  /** The key of {@link #seconds} in a checkpoint. */
  static final String SECONDS = "train_seconds";

  private static final String CONFIG = "config";
  private static final String FINGERPRINT = "data_fingerprint";
  private static final String SHARDS = "shards";
  private static final String ENCODER = "encoder_sha256";

  /**
   * Keys that may change: they decide where files stand, who computes, and what is made of the
   * trained model. Where the table stands may change too; its content is checked by fingerprint.
   */
  private static final Set<String> FREE =
      Set.of("job", "data.path", "train.engine", "train.checkpoint", "evaluate", "output");

  /**
   * Reads what a run left. Changes nothing.
   *
   * @param words the job that goes on, from the one that was interrupted
   * @throws ConfigException if keys were changed that decide what is trained
   */
  static Resume of(SparkSession spark, String run, UnaryOperator<JobConfig> words) {
    RunFolder folder = RunFolder.reopen(new Path(run), spark.sparkContext().hadoopConfiguration());
    List<String> warnings = new ArrayList<>();
    CheckpointFolder.Found from = folder.checkpoints().newest(warnings::add);
    JsonNode kept = from.checkpoint().run();
    JobConfig started = JobFile.fromTree(from.path(), kept.path(CONFIG));
    ObjectNode before = JobFile.toTree(started);
    pinShards(before, kept);
    ObjectNode now = JobFile.toTree(words.apply(started));
    pinShards(now, kept);
    List<String> changed = new ArrayList<>();
    compare("", before, now, changed);
    if (!changed.isEmpty()) {
      throw new ConfigException(
          "Cannot resume the run %s: expected the job it was started with, found other values of %s"
              .formatted(folder.shownPath(), String.join(", ", changed)));
    }
    return new Resume(folder, JobFile.fromTree(from.path(), now), from, warnings);
  }

  /** The number of shards was chosen once; another cluster must not choose anew. */
  private static void pinShards(ObjectNode config, JsonNode kept) {
    ObjectNode data = (ObjectNode) config.path("data");
    if (data.path(SHARDS).isTextual()) {
      data.set(SHARDS, kept.path(SHARDS));
    }
  }

  /** Adds the keys under which two trees differ: {@code key (before, now)}. */
  private static void compare(String key, JsonNode before, JsonNode now, List<String> changed) {
    if (FREE.contains(key) || before.equals(now)) {
      return;
    }
    if (!before.isObject() || !now.isObject()) {
      changed.add("%s (%s before, %s now)".formatted(key, before, now));
      return;
    }
    Set<String> names = new TreeSet<>();
    before.fieldNames().forEachRemaining(names::add);
    now.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      String inner = key.isEmpty() ? name : key + "." + name;
      compare(inner, before.path(name), now.path(name), changed);
    }
  }

  /** What a checkpoint says of its run, for this check. */
  static ObjectNode describe(JobConfig config, PreparedTable table) {
    ObjectNode run = JsonNodeFactory.instance.objectNode();
    run.set(CONFIG, JobFile.toTree(config));
    run.put(FINGERPRINT, table.fingerprint());
    run.put(SHARDS, table.shardCount());
    run.put(ENCODER, encoderDigest(table));
    return run;
  }

  private static String encoderDigest(PreparedTable table) {
    byte[] encoder = table.encoder().toJson().getBytes(StandardCharsets.UTF_8);
    return SealedJson.hex(SealedJson.sha256().digest(encoder));
  }

  private void check(PreparedTable table) {
    String expected = from.checkpoint().run().path(FINGERPRINT).asText();
    if (!expected.equals(table.fingerprint())) {
      throw new BadDataException(
          "Cannot resume the run %s: expected the data it was started with (fingerprint %s), found others (%s)"
              .formatted(folder.shownPath(), expected, table.fingerprint()));
    }
    if (!from.checkpoint().run().path(ENCODER).asText().equals(encoderDigest(table))) {
      throw new BadDataException(
          "Cannot resume the run %s: expected columns that are encoded as when it was started, found another encoder"
              .formatted(folder.shownPath()));
    }
  }

  /**
   * Takes the run's folder back to the checkpoint.
   *
   * @throws BadDataException if the table is not the one the run was started with
   */
  void goOn(Run run, PreparedTable table) {
    check(table);
    run.manifest().resumed(folder.readJson("manifest.json"), this);
    folder.checkpoints().truncate(from);
    folder.restoreHistory(checkpoint().history());
    TrainingState state = checkpoint().state();
    String where = state.sums().steps() == 0 ? "" : ", step %,d".formatted(state.step());
    run.observer()
        .say("resuming after epoch %,d%s, from %s".formatted(state.epoch(), where, from.path()));
  }

  /** How long training had taken, other interruptions included. */
  double seconds() {
    return checkpoint().run().path(SECONDS).asDouble();
  }

  /** The checkpoint's content. */
  Checkpoint checkpoint() {
    return from.checkpoint();
  }
}
