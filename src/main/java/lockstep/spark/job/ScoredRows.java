package lockstep.spark.job;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import lockstep.data.BadDataException;
import lockstep.encode.BadValueException;
import lockstep.model.Prediction;
import lockstep.model.TrainedModel;
import lockstep.spark.table.BadRowReport;
import lockstep.spark.table.RawCells;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * The rows of one partition with {@code prediction} and {@code probability}, scored batch by batch.
 */
final class ScoredRows implements Iterator<Row> {
  private static final int BATCH_ROWS = 512;

  /** Hears of a row that cannot be scored. */
  @FunctionalInterface
  interface BadRows extends Serializable {
    void add(RuntimeException e);
  }

  private final Iterator<Row> rows;
  private final TrainedModel model;
  private final int[] positions;
  private final int corrupt;
  private final BadRows badRows;
  private boolean ended;
  private Iterator<Row> ready = List.<Row>of().iterator();

  /**
   * Scores rows.
   *
   * @param positions of the model's input columns in a row
   * @param corrupt position of {@link lockstep.spark.table.TableReader#CORRUPT}, or -1
   * @param badRows hears of the first bad row; the rows end with its batch then
   */
  ScoredRows(
      Iterator<Row> rows, TrainedModel model, int[] positions, int corrupt, BadRows badRows) {
    this.rows = rows;
    this.model = model;
    this.positions = positions;
    this.corrupt = corrupt;
    this.badRows = badRows;
  }

  @Override
  public boolean hasNext() {
    if (!ready.hasNext() && !ended && rows.hasNext()) {
      ready = score().iterator();
    }
    return ready.hasNext();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.next();
  }

  private List<Row> score() {
    List<Row> batch = new ArrayList<>();
    List<Object[]> cells = new ArrayList<>();
    while (batch.size() < BATCH_ROWS && rows.hasNext()) {
      Row row = rows.next();
      if (corrupt >= 0 && !row.isNullAt(corrupt)) {
        return end(new BadDataException("Cannot predict a row: " + BadRowReport.CORRUPT));
      }
      batch.add(row);
      cells.add(cells(row, positions));
    }
    List<Prediction> predictions;
    try {
      predictions = model.score(cells);
    } catch (BadValueException e) {
      return end(e);
    }
    List<Row> scored = new ArrayList<>(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      scored.add(extended(batch.get(i), predictions.get(i)));
    }
    return scored;
  }

  private List<Row> end(RuntimeException e) {
    badRows.add(e);
    ended = true;
    return List.of();
  }

  /** The cells of a row that a model looks at. */
  static Object[] cells(Row row, int[] positions) {
    return Arrays.stream(positions).mapToObj(i -> RawCells.cell(row, i)).toArray();
  }

  private static Row extended(Row row, Prediction prediction) {
    Object[] values = new Object[row.size() + 2];
    for (int i = 0; i < row.size(); i++) {
      values[i] = row.get(i);
    }
    values[row.size()] =
        prediction.prediction() instanceof List<?> list ? list.toArray() : prediction.prediction();
    values[row.size() + 1] = prediction.probability().length == 0 ? null : prediction.probability();
    return RowFactory.create(values);
  }
}
