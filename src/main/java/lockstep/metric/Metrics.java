package lockstep.metric;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * The metrics of one split by name, in the order of {@code metrics.json}. Immutable.
 *
 * <p>A metric is a number, an undefined number ({@code null}), or a table (lists and maps of
 * numbers and names).
 */
public final class Metrics {
  /** The contract's names in its order; others follow in the order they are given. */
  private static final List<String> ORDER =
      List.of(
          "rows",
          "weight",
          "loss",
          "rmse",
          "mae",
          "r2",
          "accuracy",
          "hamming_loss",
          "micro_f1",
          "weighted_f1",
          "macro_f1",
          "subset_accuracy",
          "labels",
          "confusion_matrix",
          "per_class",
          "per_label",
          "per_target",
          "roc_auc",
          "pr_auc",
          "threshold",
          "thresholds",
          "weighted",
          "unweighted");

  private static final double LARGEST_EXACT_INTEGER = 0x1p53;

  private final Map<String, Object> values;

  private Metrics(Map<String, Object> values) {
    this.values = values;
  }

  /** The metrics with these names and values. Tables in it must not be modified later. */
  public static Metrics of(Map<String, ?> values) {
    Map<String, Object> ordered = new LinkedHashMap<>();
    for (String name : ORDER) {
      if (values.containsKey(name)) {
        ordered.put(name, values.get(name));
      }
    }
    values.forEach(ordered::putIfAbsent);
    return new Metrics(Collections.unmodifiableMap(ordered));
  }

  /** These metrics and the areas {@code roc_auc} and {@code pr_auc} of a ranking of the rows. */
  public Metrics with(Ranking ranking) {
    Map<String, Object> all = new LinkedHashMap<>(values);
    all.put("roc_auc", number(ranking.rocAuc()));
    all.put("pr_auc", number(ranking.prAuc()));
    return of(all);
  }

  /** These metrics and, as {@code unweighted}, the numbers of the same rows weighing 1 each. */
  public Metrics withUnweighted(Metrics rows) {
    Map<String, Object> numbers = new LinkedHashMap<>(rows.numbers());
    numbers.keySet().removeAll(List.of("rows", "weight", "threshold"));
    Map<String, Object> all = new LinkedHashMap<>(values);
    all.put("unweighted", Collections.unmodifiableMap(numbers));
    return of(all);
  }

  /**
   * The number of this name; empty if it is undefined for these rows. May be NaN or infinite where
   * training has diverged.
   *
   * @throws IllegalArgumentException if there is none of this name, or it is a table
   */
  public OptionalDouble value(String name) {
    if (!isNumber(name)) {
      throw new IllegalArgumentException(
          "Cannot read metric %s: expected one of %s".formatted(name, numbers().keySet()));
    }
    Object value = values.get(name);
    return value == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(((Number) value).doubleValue());
  }

  /** Names and values without the tables: what a line of the history shows. */
  public Map<String, Object> numbers() {
    Map<String, Object> numbers = new LinkedHashMap<>();
    toMap()
        .forEach(
            (name, value) -> {
              if (isNumber(name)) {
                numbers.put(name, value);
              }
            });
    return Collections.unmodifiableMap(numbers);
  }

  /** Names and values as JSON shows them: a number that is not finite is {@code null}. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>(values);
    map.replaceAll(
        (name, value) -> value instanceof Double d && !Double.isFinite(d) ? null : value);
    return Collections.unmodifiableMap(map);
  }

  private boolean isNumber(String name) {
    Object value = values.get(name);
    return value instanceof Number || (value == null && values.containsKey(name));
  }

  /** A count as an integer if it is one exactly, otherwise as it is. */
  static Number count(double value) {
    if (value == Math.rint(value) && Math.abs(value) <= LARGEST_EXACT_INTEGER) {
      return (long) value;
    }
    return value;
  }

  /** The number, or null if there is none. */
  static Double number(OptionalDouble value) {
    return value.isPresent() ? Double.valueOf(value.getAsDouble()) : null;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Metrics metrics
        && values.equals(metrics.values)
        && new ArrayList<>(values.keySet()).equals(new ArrayList<>(metrics.values.keySet()));
  }

  @Override
  public int hashCode() {
    return Objects.hash(values);
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
