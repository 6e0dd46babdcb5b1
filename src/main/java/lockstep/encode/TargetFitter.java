package lockstep.encode;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Decides the task from the labels and makes its encoder; one fitter for one fit. */
final class TargetFitter {
  private static final int MOST_NUMERIC_CLASSES = 100;

  private final TableProfile profile;
  private final TargetOptions options;
  private final RawValues rawValues;
  private final List<String> warnings = new ArrayList<>();

  TargetFitter(TableProfile profile, TargetOptions options) {
    this.profile = profile;
    this.options = options;
    rawValues = new RawValues(options.nullValues());
  }

  Fitted<TargetEncoder> fit() {
    if (profile.rows() == 0) {
      throw new IllegalArgumentException(
          "Cannot read labels: expected at least one training row, found none");
    }
    TargetEncoder encoder =
        switch (options.task().orElseGet(this::task)) {
          case BINARY -> classTarget(Task.BINARY);
          case MULTICLASS -> classTarget(Task.MULTICLASS);
          case MULTILABEL -> multilabelTarget();
          case REGRESSION -> regressionTarget();
        };
    return new Fitted<>(encoder, warnings);
  }

  private Task task() {
    if (profile.columns().size() > 1) {
      boolean labels = profile.columns().stream().allMatch(TargetFitter::holdsLabels);
      return labels ? Task.MULTILABEL : Task.REGRESSION;
    }
    ColumnProfile column = profile.columns().get(0);
    boolean numbers = column.leastText().isEmpty();
    if (numbers && column.overflowed()) {
      return Task.REGRESSION;
    }
    Map<String, Long> classes = classes(column);
    if (classes.size() <= 2 && !(numbers && hasFraction(classes))) {
      return Task.BINARY;
    }
    boolean many = classes.size() > MOST_NUMERIC_CLASSES;
    return numbers && (many || hasFraction(classes)) ? Task.REGRESSION : Task.MULTICLASS;
  }

  private static boolean holdsLabels(ColumnProfile column) {
    return !column.overflowed() && MultilabelTarget.areLabels(column.textCounts().keySet());
  }

  private static boolean hasFraction(Map<String, Long> classes) {
    return classes.keySet().stream()
        .mapToDouble(NumberText::parse)
        .anyMatch(number -> number != Math.rint(number));
  }

  /** Rows by class in class order: by value if all labels are numbers, else by text. */
  private static Map<String, Long> classes(ColumnProfile column) {
    if (column.overflowed()) {
      throw new IllegalArgumentException(
          "Cannot read label column \"%s\" as classes: expected at most 50000 of them, found more"
              .formatted(column.name()));
    }
    SortedMap<String, Long> counts = column.textCounts();
    if (column.leastText().isPresent()) {
      return counts;
    }
    SortedMap<Double, Long> byValue = new TreeMap<>();
    counts.forEach((text, rows) -> byValue.merge(NumberText.parse(text), rows, Long::sum));
    Map<String, Long> classes = new LinkedHashMap<>();
    byValue.forEach((value, rows) -> classes.put(TypedValue.text(value), rows));
    return classes;
  }

  private ClassTarget classTarget(Task task) {
    ColumnProfile column = profile.columns().get(0);
    Map<String, Long> counts = classes(column);
    List<String> names = new ArrayList<>(counts.keySet());
    if (task == Task.BINARY && names.size() == 2 && options.positive().isPresent()) {
      int positive = position(new Classes(names), options.positive().get(), column.name());
      if (positive == 0) {
        names = List.of(names.get(1), names.get(0));
      }
    }
    List<Long> rows = names.stream().map(counts::get).toList();
    return new ClassTarget(task, column.name(), new Classes(names), rows, rawValues);
  }

  private static int position(Classes classes, String positive, String column) {
    int position = classes.indexOf(positive.strip());
    if (position == Classes.ABSENT) {
      throw new IllegalArgumentException(
          "Cannot take \"%s\" as the positive label of column \"%s\": expected one of %s"
              .formatted(positive, column, String.join(", ", classes.texts())));
    }
    return position;
  }

  private MultilabelTarget multilabelTarget() {
    List<Long> rows = new ArrayList<>();
    for (ColumnProfile column : profile.columns()) {
      if (!holdsLabels(column)) {
        throw new IllegalArgumentException(
            "Cannot read label column \"%s\" as multilabel: expected 0 or 1, -1 or 1, false or true, found %s"
                .formatted(column.name(), sample(column)));
      }
      long holds =
          column.textCounts().entrySet().stream()
              .filter(entry -> MultilabelTarget.label(entry.getKey()) == 1)
              .mapToLong(Map.Entry::getValue)
              .sum();
      if (holds == 0 || holds == profile.rows()) {
        warnings.add(
            "Label column \"%s\" holds in %d of %d training rows: there is nothing to learn in it"
                .formatted(column.name(), holds, profile.rows()));
      }
      rows.add(holds);
    }
    return new MultilabelTarget(options.columns(), rows, rawValues);
  }

  private static String sample(ColumnProfile column) {
    if (column.overflowed()) {
      return "more than 50000 values";
    }
    List<String> texts = List.copyOf(column.textCounts().keySet());
    int shown = Math.min(5, texts.size());
    return String.join(", ", texts.subList(0, shown)) + (shown < texts.size() ? ", ..." : "");
  }

  private TargetEncoder regressionTarget() {
    List<Scaling> scalings = new ArrayList<>();
    for (ColumnProfile column : profile.columns()) {
      column.leastText().ifPresent(text -> refuseText(column.name(), text));
      Moments moments = column.moments();
      if (moments.isEmpty() || moments.min() == moments.max()) {
        throw new IllegalArgumentException(
            "Cannot learn label column \"%s\": expected at least 2 different values, found %s"
                .formatted(column.name(), moments.isEmpty() ? "no weight" : moments.min()));
      }
      scalings.add(
          options.scale() == EncoderOptions.Scale.STANDARD
              ? Scaling.standard(column.name(), moments, 0, BigDecimal.ZERO)
              : Scaling.none(0));
    }
    List<Long> rows = options.columns().stream().map(column -> profile.rows()).toList();
    if (options.counts()) {
      List<String> offset = options.offset().stream().toList();
      return new CountTarget(options.columns(), offset, rows, rawValues);
    }
    return new RegressionTarget(options.columns(), scalings, rows, rawValues);
  }

  private static void refuseText(String column, String text) {
    throw new IllegalArgumentException(
        "Cannot read label column \"%s\" as regression: expected numbers, found \"%s\""
            .formatted(column, text));
  }
}
