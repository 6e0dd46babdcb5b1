package lockstep.spark.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lockstep.config.JobConfig;
import lockstep.config.JobFile;
import lockstep.data.Split;
import lockstep.linalg.Blas;
import lockstep.spark.table.PreparedTable;
import lockstep.train.DivergenceException;
import lockstep.train.TrainingResult;
import lockstep.train.TrainingState;
import org.apache.spark.sql.SparkSession;

/** {@code manifest.json}: what a run was made of and how it went. */
final class Manifest {
  private static final String RESUMED = "resumed";
  private static final String RETRIES = "retries";

  private final Map<String, Object> values = new LinkedHashMap<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<Object> retries = new ArrayList<>();

  Manifest(SparkSession spark, JobConfig config, String command, String started) {
    values.put("command", command);
    values.put("started", started);
    values.put("lockstep_version", version());
    values.put("spark_version", spark.version());
    values.put("java_version", System.getProperty("java.version"));
    values.put("master", spark.sparkContext().master());
    values.put("seed", config.seed());
    values.put("precision", JobFile.toTree(config).at("/train/precision").asText());
    values.put("blas", Blas.implementation());
    values.put("config", JobFile.toTree(config));
  }

  /** The version of this jar; {@code development} where classes are run from a folder. */
  static String version() {
    String version = Manifest.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  void put(String name, Object value) {
    values.put(name, value);
  }

  void warn(String sentence) {
    warnings.add(sentence);
  }

  /** What was prepared. */
  void describe(PreparedTable table, List<String> inputs) {
    values.put("inputs", inputs);
    values.put("data_fingerprint", table.fingerprint());
    values.put("shards", table.shardCount());
    values.put("partitions", table.shards().getNumPartitions());
    Map<String, Object> rows = new LinkedHashMap<>();
    Map<String, Object> weights = new LinkedHashMap<>();
    Map<String, Object> labels = new LinkedHashMap<>();
    for (Split split : Split.values()) {
      rows.put(split.label(), table.rows(split));
      weights.put(split.label(), table.weight(split));
      labels.put(split.label(), table.labelCounts(split));
    }
    values.put("rows", rows);
    values.put("weights", weights);
    values.put("label_counts", labels);
    values.put("bad_rows", table.badRows());
    values.put("unseen_categories", table.unseenCategories());
    values.put("features", table.encoder().features().width());
    values.put("features_layout", lowerCase(table.encoder().features().layout()));
    values.put("task", lowerCase(table.encoder().target().task()));
    warnings.addAll(table.warnings());
  }

  private static String lowerCase(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  /**
   * That the run was interrupted and goes on; earlier times are kept.
   *
   * @param before the manifest as it was
   */
  void resumed(JsonNode before, Resume resume) {
    List<Object> times = new ArrayList<>();
    before.path(RESUMED).forEach(times::add);
    Map<String, Object> time = new LinkedHashMap<>();
    time.put("at", Instant.now().toString());
    time.put("checkpoint", resume.from().path());
    time.put("epoch", resume.checkpoint().state().epoch());
    time.put("step", resume.checkpoint().state().step());
    times.add(time);
    values.put(RESUMED, times);
    before.path(RETRIES).forEach(retries::add);
    int made = resume.checkpoint().state().rate().retries();
    retries.subList(Math.min(made, retries.size()), retries.size()).clear();
    if (before.has(InitFrom.SECTION)) {
      values.put(InitFrom.SECTION, before.path(InitFrom.SECTION));
    }
  }

  /** That training diverged and goes on from a state. */
  void retries(TrainingState from, DivergenceException divergence) {
    Map<String, Object> retry = new LinkedHashMap<>();
    retry.put("epoch", from.epoch() + 1);
    retry.put("step", from.step());
    retry.put("reason", divergence.getMessage());
    retries.add(retry);
  }

  /** How training ended. */
  void describe(TrainingResult result) {
    values.put("epochs", result.state().epoch());
    values.put("steps", result.state().step());
    values.put("model_epoch", result.epoch());
    values.put("stop_reason", result.reason().label());
  }

  /** The content of the file. */
  Map<String, Object> toMap(Stopwatch stopwatch) {
    Map<String, Object> all = new LinkedHashMap<>(values);
    if (!retries.isEmpty()) {
      all.put(RETRIES, List.copyOf(retries));
    }
    all.put("warnings", List.copyOf(warnings));
    all.put("seconds", stopwatch.seconds());
    return all;
  }
}
