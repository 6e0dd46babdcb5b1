package lockstep.encode;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes a feature encoder from a profile, column by column; one fitter for one fit. */
final class FeatureFitter {
  private final TableProfile profile;
  private final EncoderOptions options;
  private final FeatureStatistics statistics;
  private final List<ColumnEncoder> encoders = new ArrayList<>();
  private final List<String> dropped = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private Layout layout;

  FeatureFitter(TableProfile profile, EncoderOptions options, FeatureStatistics statistics) {
    this.profile = profile;
    this.options = options;
    this.statistics = statistics;
  }

  Fitted<FeatureEncoder> fit() {
    if (profile.rows() == 0) {
      throw new IllegalArgumentException(
          "Cannot fit an encoder: expected at least one training row, found none");
    }
    if (profile.weight().signum() == 0) {
      throw new IllegalArgumentException(
          "Cannot fit an encoder: expected a positive example weight, found only zeros");
    }
    FeatureKinds kinds = FeatureKinds.of(profile);
    layout = options.layout().orElseGet(() -> Layout.of(profile, kinds, options.maxCategories()));
    kinds.kinds().forEach((name, kind) -> fit(profile.column(name), kind));
    if (encoders.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot fit an encoder: expected a feature column that varies, found "
              + (dropped.isEmpty()
                  ? "no column"
                  : "only constant ones: " + String.join(", ", dropped)));
    }
    RawValues rawValues = new RawValues(options.nullValues());
    return new Fitted<>(new FeatureEncoder(rawValues, encoders, dropped, layout), warnings);
  }

  private void fit(ColumnProfile column, ColumnKind kind) {
    switch (kind) {
      case NUMERIC -> fitNumeric(column);
      case CATEGORICAL -> fitCategorical(column);
      case VECTOR -> {
        if (layout == Layout.SPARSE && isMostlyZeros(column)) {
          fitSparse(column);
        } else {
          fitVector(column);
        }
      }
    }
  }

  private void fitNumeric(ColumnProfile column) {
    Moments moments = column.moments();
    String name = column.name();
    if (moments.isEmpty()) {
      drop(name, "has no value in any training row");
      return;
    }
    double fill = fill(name, moments, 0);
    if (isConstant(moments, fill)) {
      drop(name, "is constant (" + TypedValue.text(fill) + ")");
      return;
    }
    encoders.add(new NumericColumn(name, scaling(name, moments, fill)));
  }

  private void fitVector(ColumnProfile column) {
    String name = column.name();
    List<Scaling> elements = new ArrayList<>();
    int constant = 0;
    for (int i = 0; i < column.elements(); i++) {
      Moments moments = column.vectors().element(i);
      double fill = moments.isEmpty() || column.isEndless() ? 0 : fill(name, moments, i);
      constant += moments.isEmpty() || isConstant(moments, fill) ? 1 : 0;
      elements.add(moments.isEmpty() ? Scaling.none(0) : scaling(name, moments, fill));
    }
    addVector(new VectorColumn(name, elements), constant);
  }

  /** What is stored as it stands must not lack an element, and pays only if most are 0. */
  private boolean isMostlyZeros(ColumnProfile column) {
    long present = profile.rows() - profile.weightlessRows() - column.missing();
    double numbers = (double) present * column.elements();
    return column.isWhole() && 2.0 * column.vectors().entries() <= numbers;
  }

  private void fitSparse(ColumnProfile column) {
    int constant = 0;
    for (int i = 0; i < column.elements(); i++) {
      constant += column.vectors().isConstant(i) ? 1 : 0;
    }
    addVector(new SparseColumn(column.name(), column.elements()), constant);
  }

  private void addVector(ColumnEncoder column, int constant) {
    if (constant == column.width()) {
      drop(column.name(), "is constant in all " + constant + " elements");
      return;
    }
    if (constant > 0) {
      warnings.add(
          "Column \"%s\" is constant in %d of %d elements: their features say nothing"
              .formatted(column.name(), constant, column.width()));
    }
    encoders.add(column);
  }

  private void fitCategorical(ColumnProfile column) {
    String name = column.name();
    boolean missing = column.missing() > 0;
    Map<String, Long> counts =
        column.overflowed() ? statistics.topCategories(name) : column.textCounts();
    if (counts.isEmpty()) {
      drop(name, "has no value in any training row");
      return;
    }
    if (!column.overflowed() && counts.size() == 1 && !missing) {
      drop(name, "is constant (" + counts.keySet().iterator().next() + ")");
      return;
    }
    warnOfNumbers(column);
    boolean other = column.overflowed() || counts.size() > options.maxCategories();
    if (other) {
      String number =
          column.overflowed() ? "too many categories to count" : counts.size() + " categories";
      warnings.add(
          "Column \"%s\" has %s: the %d most frequent are kept, the others share the feature %s=<other>"
              .formatted(name, number, Math.min(options.maxCategories(), counts.size()), name));
    }
    Categories kept = new Categories(mostFrequent(counts, options.maxCategories()));
    encoders.add(new CategoryColumn(name, kept, missing, other));
  }

  /** A few texts make a column of numbers one of categories: most often marks of missing values. */
  private void warnOfNumbers(ColumnProfile column) {
    long present = profile.rows() - profile.weightlessRows() - column.missing();
    boolean mostlyNumbers = 2 * column.numericTexts() > present;
    if (column.use() == ColumnUse.AUTO && mostlyNumbers && column.leastText().isPresent()) {
      warnings.add(
          "Column \"%s\" holds numbers in %d of %d training rows, and categories because of texts such as \"%s\": if these mean a missing value, name them in data.csv.null-values"
              .formatted(column.name(), column.numericTexts(), present, column.leastText().get()));
    }
  }

  /** The {@code limit} most frequent texts, of equally frequent ones the lesser, sorted by text. */
  private static List<String> mostFrequent(Map<String, Long> counts, int limit) {
    SortedMap<String, Long> byText = new TreeMap<>(counts);
    // Sorting is stable, so texts of equal counts stay in the order of the map.
    return byText.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(limit)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private double fill(String name, Moments moments, int element) {
    return switch (options.impute()) {
      case MEAN -> Scaling.meanFill(name, moments);
      case MEDIAN -> statistics.median(name, element);
      case ZERO -> 0;
    };
  }

  private boolean isConstant(Moments moments, double fill) {
    boolean filled = missingWeight(moments).signum() > 0 && fill != moments.min();
    return moments.min() == moments.max() && !filled;
  }

  private BigDecimal missingWeight(Moments moments) {
    return profile.weight().subtract(moments.weight());
  }

  private Scaling scaling(String name, Moments moments, double fill) {
    return switch (options.scale()) {
      case STANDARD -> Scaling.standard(name, moments, fill, missingWeight(moments));
      case NONE -> Scaling.none(fill);
    };
  }

  private void drop(String name, String reason) {
    dropped.add(name);
    warnings.add("Column \"%s\" %s: left out".formatted(name, reason));
  }
}
