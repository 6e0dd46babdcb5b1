package lockstep.spark.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lockstep.config.ConfigException;
import lockstep.encode.NameMatch;
import lockstep.encode.RowEncoder;
import lockstep.model.IncompatibleModelException;
import lockstep.model.TrainedModel;
import lockstep.model.WarmStart;
import lockstep.objective.Objective;
import lockstep.store.ModelStore;
import org.apache.hadoop.fs.Path;

/**
 * The model whose parameters training starts from.
 *
 * @param path as {@code train.init-from} has it
 */
record InitFrom(String path, TrainedModel model) {
  /** The part of the manifest that says what was carried over. */
  static final String SECTION = "init_from";

  /** On the terminal. */
  private static final int SHOWN_NAMES = 5;

  /** In the manifest; the counts are of all. */
  private static final int LISTED_NAMES = 1000;

  /**
   * Loads the model that the job names, if it names one.
   *
   * @throws lockstep.store.MissingModelException if there is none
   * @throws lockstep.model.DamagedModelException if one of its files is not what was written
   */
  static Optional<InitFrom> of(Run run) {
    return run.config()
        .train()
        .initFrom()
        .map(
            path ->
                new InitFrom(
                    path,
                    ModelStore.load(
                        new Path(path), run.spark().sparkContext().hadoopConfiguration())));
  }

  /**
   * Carries the parameters over, and says so on the terminal and in the manifest.
   *
   * @param cold [p] where training would start without the model. Not modified.
   * @return [p] where it starts
   * @throws ConfigException if the model is of another kind or has other hidden layers
   */
  double[] start(Run run, RowEncoder encoder, Objective objective, double[] cold) {
    WarmStart start;
    try {
      start = WarmStart.of(model, encoder, objective.network(), objective.stored(cold));
    } catch (IncompatibleModelException e) {
      throw new ConfigException(
          "Cannot start from the model at %s (train.init-from): %s"
              .formatted(path, e.getMessage()));
    }
    Map<String, Object> section = new LinkedHashMap<>();
    section.put("path", path);
    section.put("features", section(start.features()));
    section.put("labels", section(start.labels()));
    run.manifest().put(SECTION, section);
    // Once more: a run that is resumed does not carry over again.
    run.writeManifest();
    run.observer()
        .say(
            "starting from %s: features %s; labels %s"
                .formatted(path, sentence(start.features()), sentence(start.labels())));
    return objective.standardised(start.parameters());
  }

  private static Map<String, Object> section(NameMatch names) {
    Map<String, Object> section = new LinkedHashMap<>();
    section.put("kept", names.kept().size());
    section.put("added_count", names.added().size());
    section.put("added", names.added().stream().limit(LISTED_NAMES).toList());
    section.put("dropped_count", names.dropped().size());
    section.put("dropped", names.dropped().stream().limit(LISTED_NAMES).toList());
    return section;
  }

  private static String sentence(NameMatch names) {
    return "%,d kept, %s, %s"
        .formatted(
            names.kept().size(),
            counted(names.added(), "added"),
            counted(names.dropped(), "dropped"));
  }

  /** {@code 2 added (income, sex=x)}, the first few by name. */
  static String counted(List<String> names, String what) {
    Stream<String> shown = names.stream().limit(SHOWN_NAMES);
    int rest = names.size() - SHOWN_NAMES;
    Stream<String> more = rest > 0 ? Stream.of("and %,d more".formatted(rest)) : Stream.empty();
    List<String> listed = Stream.concat(shown, more).toList();
    return "%,d %s%s"
        .formatted(
            names.size(), what, names.isEmpty() ? "" : " (" + String.join(", ", listed) + ")");
  }
}
