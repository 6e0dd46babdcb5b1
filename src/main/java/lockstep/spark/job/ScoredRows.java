package lockstep.spark.job;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import lockstep.encode.BadValueException;
import lockstep.model.Prediction;
import lockstep.model.TrainedModel;
import lockstep.spark.table.BadRowReport;
import lockstep.spark.table.RawCells;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * The rows of a partition, each with its prediction, probabilities, problem and the number of
 * things in it that training did not see, scored batch by batch. A row that cannot be scored has a
 * problem and nulls, and does not change the others.
 */
final class ScoredRows implements Iterator<Row> {
  private static final int BATCH_ROWS = 512;
  private static final int ANY_SIZE = lockstep.encode.SparseVector.ANY_SIZE;

  private final Iterator<Row> rows;
  private final TrainedModel model;
  private final int[] inputs;
  private final int corrupt;
  private Iterator<Row> ready = List.<Row>of().iterator();

  /**
   * Scores as it is read.
   *
   * @param inputs positions of the model's columns
   * @param corrupt position of the text of a record that could not be parsed, or -1
   */
  ScoredRows(Iterator<Row> rows, TrainedModel model, int[] inputs, int corrupt) {
    this.rows = rows;
    this.model = model;
    this.inputs = inputs;
    this.corrupt = corrupt;
  }

  @Override
  public boolean hasNext() {
    return ready.hasNext() || rows.hasNext();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException("Cannot read a row: expected one more, found the end");
    }
    if (!ready.hasNext()) {
      ready = nextBatch().iterator();
    }
    return ready.next();
  }

  private List<Row> nextBatch() {
    List<Row> batch = new ArrayList<>();
    List<Object[]> cells = new ArrayList<>();
    boolean whole = true;
    while (batch.size() < BATCH_ROWS && rows.hasNext()) {
      Row row = rows.next();
      batch.add(row);
      cells.add(cells(row, inputs));
      whole &= corrupt < 0 || row.isNullAt(corrupt);
    }
    if (whole) {
      try {
        return all(batch, cells);
      } catch (BadValueException e) {
        // Some row is bad: which, is seen one by one.
      }
    }
    List<Row> scored = new ArrayList<>(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      scored.add(one(batch.get(i), cells.get(i)));
    }
    return scored;
  }

  private List<Row> all(List<Row> batch, List<Object[]> cells) {
    int[] unseen = new int[batch.size()];
    List<Prediction> predictions = model.score(cells, unseen);
    List<Row> scored = new ArrayList<>(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      scored.add(extended(batch.get(i), predictions.get(i), null, unseen[i]));
    }
    return scored;
  }

  private Row one(Row row, Object[] cells) {
    String problem = problem(row, cells, model, corrupt);
    return problem == null
        ? all(List.of(row), List.<Object[]>of(cells)).get(0)
        : extended(row, null, problem, 0);
  }

  /** What is wrong with a row, or null if it can be scored. */
  static String problem(Row row, int[] inputs, TrainedModel model, int corrupt) {
    return problem(row, cells(row, inputs), model, corrupt);
  }

  private static String problem(Row row, Object[] cells, TrainedModel model, int corrupt) {
    if (corrupt >= 0 && !row.isNullAt(corrupt)) {
      return BadRowReport.problem(row.getString(corrupt));
    }
    try {
      model.score(List.<Object[]>of(cells));
      return null;
    } catch (BadValueException e) {
      return BadRowReport.reason(e);
    }
  }

  private static Object[] cells(Row row, int[] inputs) {
    return Arrays.stream(inputs).mapToObj(i -> RawCells.cell(row, i)).toArray();
  }

  private Row extended(Row row, Prediction prediction, String problem, int unseen) {
    List<Object> values = new ArrayList<>(row.size() + 4);
    for (int i = 0; i < row.size(); i++) {
      if (i != corrupt) {
        values.add(sized(row.get(i)));
      }
    }
    values.add(prediction == null ? null : predicted(prediction));
    values.add(
        prediction == null || prediction.probability().length == 0
            ? null
            : prediction.probability());
    values.add(problem);
    values.add(unseen);
    return RowFactory.create(values.toArray());
  }

  /** A vector without end gets the size that the model takes of it, or that it needs. */
  private Object sized(Object cell) {
    if (cell instanceof SparseVector vector && vector.size() == ANY_SIZE) {
      int[] indices = vector.indices();
      int least = indices.length == 0 ? 0 : indices[indices.length - 1] + 1;
      int size = Math.max(least, model.encoder().features().width());
      return Vectors.sparse(size, indices, vector.values());
    }
    return cell;
  }

  private static Object predicted(Prediction prediction) {
    return prediction.prediction() instanceof List<?> list
        ? list.toArray()
        : prediction.prediction();
  }
}
