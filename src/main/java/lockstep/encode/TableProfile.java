package lockstep.encode;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * What the training rows hold, gathered in one pass: a commutative monoid under {@link
 * #add(TableProfile)} whose results are the same bits for any order and grouping of the rows. A row
 * is counted whole or, if one of its cells is bad, not at all. Mutable; not for use by several
 * threads.
 */
public final class TableProfile implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int TEXTS_PER_CATEGORY = 50;
  private static final int LABEL_TEXTS = 50_000;

  private final List<ColumnProfile> columns;
  private final ColumnProfile[] read;
  private final int[] positions;
  private final WeightSum weights = new WeightSum();
  private long rows;
  private long weightlessRows;

  private TableProfile(List<ColumnProfile> columns) {
    this.columns = List.copyOf(columns);
    positions =
        java.util.stream.IntStream.range(0, columns.size())
            .filter(i -> columns.get(i).use() != ColumnUse.IGNORED)
            .toArray();
    read = java.util.Arrays.stream(positions).mapToObj(columns::get).toArray(ColumnProfile[]::new);
  }

  /**
   * An empty profile of feature columns.
   *
   * @param names the columns of a raw row, in its order; those that the options leave out are
   *     skipped
   */
  public static TableProfile ofFeatures(List<String> names, EncoderOptions options) {
    options.check(names);
    RawValues rawValues = new RawValues(options.nullValues());
    List<ColumnProfile> columns = new ArrayList<>();
    for (String name : names) {
      int limit = TEXTS_PER_CATEGORY * options.maxCategories();
      columns.add(new ColumnProfile(name, options.use(name), rawValues, limit, options.endless()));
    }
    return new TableProfile(columns);
  }

  /** An empty profile of label columns, in the order of {@code options.columns()}. */
  public static TableProfile ofLabels(TargetOptions options) {
    boolean numeric = options.task().equals(Optional.of(Task.REGRESSION));
    ColumnUse use = numeric ? ColumnUse.NUMERIC_LABEL : ColumnUse.LABEL;
    RawValues rawValues = new RawValues(options.nullValues());
    return new TableProfile(
        options.columns().stream()
            .map(name -> new ColumnProfile(name, use, rawValues, LABEL_TEXTS, EndlessSize.SEEN))
            .toList());
  }

  /**
   * Counts one row.
   *
   * @param row [columns] cells in the order of the columns. Not modified.
   * @param weight the row's example weight: finite, not negative
   * @throws BadValueException if a cell cannot be read; nothing of the row has been counted then
   */
  public void add(Object[] row, double weight) {
    read(row);
    count(weight);
  }

  /**
   * Counts one row's features and labels: both, or if a cell is bad, neither.
   *
   * @param cells of the features, in the order of the features' columns. Not modified.
   * @param labelCells of the labels, in the order of the labels' columns. Not modified.
   * @param weight the row's example weight: finite, not negative
   * @throws BadValueException if a cell cannot be read; nothing of the row has been counted then
   */
  public static void addRow(
      TableProfile features,
      Object[] cells,
      TableProfile labels,
      Object[] labelCells,
      double weight) {
    features.read(cells);
    labels.read(labelCells);
    features.count(weight);
    labels.count(weight);
  }

  private void read(Object[] row) {
    for (int i = 0; i < read.length; i++) {
      read[i].read(row[positions[i]]);
    }
  }

  private void count(double weight) {
    for (ColumnProfile column : read) {
      column.count(weight);
    }
    rows++;
    if (weight == 0) {
      weightlessRows++;
    } else {
      weights.add(weight);
    }
  }

  /** Counts every row that the other profile, of the same columns, has counted. */
  public void add(TableProfile other) {
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).add(other.columns.get(i));
    }
    weights.add(other.weights);
    rows += other.rows;
    weightlessRows += other.weightlessRows;
  }

  /** Rows counted, those of weight 0 included. */
  public long rows() {
    return rows;
  }

  /** Rows counted of weight 0. */
  public long weightlessRows() {
    return weightlessRows;
  }

  /** The exact sum of the example weights. */
  public BigDecimal weight() {
    return weights.exactValue();
  }

  /** The columns' profiles in the order of a row. */
  public List<ColumnProfile> columns() {
    return columns;
  }

  /** The profile of the column of that name. */
  public ColumnProfile column(String name) {
    return columns.stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("No column \"" + name + "\" was profiled"));
  }
}
