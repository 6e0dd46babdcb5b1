package lockstep.encode;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.util.List;
import lockstep.linalg.Precision;

/**
 * Turns raw rows into feature vectors, as the training table taught. Immutable and usable by
 * several threads.
 *
 * @param rawValues reads the cells; knows the texts that stand for a missing value
 * @param columns the columns used, in the order of their features
 * @param dropped columns left out because they are constant or empty in the training table
 * @param layout of the blocks that its features are packed and scored in
 */
public record FeatureEncoder(
    @JsonProperty("null_values") RawValues rawValues,
    List<ColumnEncoder> columns,
    List<String> dropped,
    Layout layout)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** Keeps copies of the lists. */
  public FeatureEncoder {
    columns = List.copyOf(columns);
    dropped = List.copyOf(dropped);
  }

  /** An encoder of dense rows. */
  public FeatureEncoder(RawValues rawValues, List<ColumnEncoder> columns, List<String> dropped) {
    this(rawValues, columns, dropped, Layout.DENSE);
  }

  /**
   * Fits an encoder to a training table.
   *
   * @param profile of the training rows, taken with the same options
   * @param statistics what the profile cannot hold, see {@link FeatureKinds}
   * @throws IllegalArgumentException if there are no rows, no weight, no column that varies, or a
   *     statistic is lacking
   */
  public static Fitted<FeatureEncoder> fit(
      TableProfile profile, EncoderOptions options, FeatureStatistics statistics) {
    return new FeatureFitter(profile, options, statistics).fit();
  }

  /** The names of the columns in the order in which {@link #encode} wants their cells. */
  public List<String> inputColumns() {
    return columns.stream().map(ColumnEncoder::name).toList();
  }

  /** Number of features, d. */
  public int width() {
    return columns.stream().mapToInt(ColumnEncoder::width).sum();
  }

  /** The features' names [d]: "age", "gender=Female", "gender=&lt;missing&gt;", "pixels[0]". */
  public List<String> featureNames() {
    return columns.stream().flatMap(column -> column.featureNames().stream()).toList();
  }

  /** The same for people: a run of numbered names in one, as "features[0..1999999]". */
  public List<String> describedNames() {
    return columns.stream().flatMap(column -> column.describedNames().stream()).toList();
  }

  /** The warning that so many categories, or elements of vectors, are passed over. */
  public String unseenWarning(long count) {
    return count == 1
        ? "1 cell holds a %s that no training row has".formatted(unseenKind())
        : "%,d cells hold a %s that no training row has".formatted(count, unseenKind());
  }

  /** What a cell can hold that training did not see: "category", "feature", or either. */
  private String unseenKind() {
    boolean categories = columns.stream().anyMatch(CategoryColumn.class::isInstance);
    boolean vectors =
        columns.stream()
            .anyMatch(column -> column instanceof VectorColumn || column instanceof SparseColumn);
    return vectors ? categories ? "category or feature" : "feature" : "category";
  }

  /** What each feature is of its number in the table, see {@link ColumnEncoder#scalings()} [d]. */
  public List<Scaling> scalings() {
    return columns.stream().flatMap(column -> column.scalings().stream()).toList();
  }

  /**
   * Encodes one row.
   *
   * @param row [inputColumns] raw cells. Not modified.
   * @param features features [offset .. offset + d - 1] are overwritten
   * @return categories, and elements of vectors, that training did not see and that are passed over
   * @throws BadValueException if a cell cannot be read
   */
  public int encode(Object[] row, double[] features, int offset) {
    int unseen = 0;
    int at = offset;
    for (int i = 0; i < columns.size(); i++) {
      ColumnEncoder column = columns.get(i);
      unseen += column.encode(rawValues, row[i], features, at);
      at += column.width();
    }
    return unseen;
  }

  /**
   * Encodes one row in single precision: each feature is that of {@link #encode(Object[], double[],
   * int)}, rounded.
   *
   * @throws BadValueException also if a feature is beyond the range of float32
   */
  public int encode(Object[] row, float[] features, int offset) {
    int unseen = 0;
    int at = offset;
    for (int i = 0; i < columns.size(); i++) {
      ColumnEncoder column = columns.get(i);
      unseen += column.encode(rawValues, row[i], features, at);
      at += column.width();
    }
    return unseen;
  }

  /**
   * Encodes one row into those of its features that may be other than 0, by ascending index: the
   * others are.
   *
   * @param precision in which the features will be stored; they are rounded to it
   * @throws BadValueException also if a feature is beyond the range of the precision
   */
  public int encode(Object[] row, Precision precision, FeatureEntries entries) {
    int unseen = 0;
    int at = 0;
    for (int i = 0; i < columns.size(); i++) {
      ColumnEncoder column = columns.get(i);
      Object cell = row[i];
      FeatureEntries rounded =
          precision == Precision.FLOAT64
              ? entries
              : (j, value) -> entries.add(j, ColumnEncoder.single(column.name(), cell, value));
      unseen += column.encode(rawValues, cell, at, rounded);
      at += column.width();
    }
    return unseen;
  }
}
