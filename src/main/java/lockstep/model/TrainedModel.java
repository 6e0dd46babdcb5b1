package lockstep.model;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lockstep.encode.BadValueException;
import lockstep.encode.Layout;
import lockstep.encode.RegressionTarget;
import lockstep.encode.RowEncoder;
import lockstep.encode.Task;
import lockstep.linalg.Columns;
import lockstep.linalg.DoubleMatrix;
import lockstep.linalg.FloatMatrix;
import lockstep.linalg.Matrix;
import lockstep.linalg.Precision;
import lockstep.linalg.SparseMatrix;
import lockstep.loss.Loss;
import lockstep.nn.Network;
import lockstep.nn.Pass;

/**
 * A trained model: scores raw rows, without Spark. Immutable; may be used by several threads.
 *
 * <pre>
 *   TrainedModel model = TrainedModel.load(Path.of("runs/stroke/20260101-120000"));
 *   Prediction p = model.score(Map.of("age", 67, "gender", "Male", ...));
 * </pre>
 */
public final class TrainedModel implements Serializable {
  private static final long serialVersionUID = 1;

  /** Rows that go through the network at once. */
  private static final int BATCH_ROWS = 512;

  private final RowEncoder encoder;
  private final Network network;
  private final Loss loss;
  private final Precision precision;
  private final double threshold;
  private final double[] parameters;

  /**
   * A model of these parts.
   *
   * @param precision of the training: parameters and features are rounded to it
   * @param threshold a binary task predicts the positive label from this probability on
   * @param parameters [p]. Not modified.
   */
  public TrainedModel(
      RowEncoder encoder,
      Network network,
      Loss loss,
      Precision precision,
      double threshold,
      double[] parameters) {
    if (parameters.length != network.layout().size()) {
      throw new IllegalArgumentException(
          "Cannot make a model: expected %d parameters, found %d"
              .formatted(network.layout().size(), parameters.length));
    }
    this.encoder = encoder;
    this.network = network;
    this.loss = loss;
    this.precision = precision;
    this.threshold = threshold;
    Matrix rounded = Matrix.zeros(precision, parameters.length, 1);
    rounded.load(parameters);
    this.parameters = new double[parameters.length];
    rounded.addTo(this.parameters);
  }

  /** {@link #load(Path)} of a path given as text. */
  public static TrainedModel load(String path) {
    return load(Path.of(path));
  }

  /**
   * Loads a model from the local file system. This reads data and runs no code of the model's.
   *
   * @param path the folder of a run, or of its model
   * @throws DamagedModelException if a file is not what was written
   * @throws UncheckedIOException if a file is missing or cannot be read
   */
  public static TrainedModel load(Path path) {
    Path nested = path.resolve(ModelFiles.FOLDER);
    Path folder = Files.isDirectory(nested) ? nested : path;
    try {
      return read(
          new ModelFiles(
              Files.readAllBytes(folder.resolve(ModelFiles.MODEL)),
              Files.readAllBytes(folder.resolve(ModelFiles.ENCODER)),
              Files.readAllBytes(folder.resolve(ModelFiles.WEIGHTS))));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the model at " + path + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads a model from the contents of its files.
   *
   * @throws DamagedModelException if one is not what was written
   */
  public static TrainedModel read(ModelFiles files) {
    return ModelDocument.read(files);
  }

  /** The contents of this model's files. */
  public ModelFiles toFiles() {
    return ModelDocument.write(this);
  }

  /**
   * Scores one row.
   *
   * @param row cells by column name: numbers, texts, booleans, dates, arrays of numbers, and for a
   *     vector of which few elements are not 0 a {@link lockstep.encode.SparseVector}, as {@code
   *     SparseVector.of(Map.of(2, 1.0, 16, 0.5))} or, of the text of a LIBSVM row, {@code
   *     LibsvmLine.parse(line).get().features()}. A column that is absent is missing; columns that
   *     the model does not know are not looked at.
   * @throws BadValueException if a cell cannot be read as its column asks
   */
  public Prediction score(Map<String, ?> row) {
    Object[] cells = inputColumns().stream().map(row::get).toArray();
    return score(List.<Object[]>of(cells)).get(0);
  }

  /**
   * Scores rows.
   *
   * @param rows cells in the order of {@link #inputColumns()}. Not modified.
   * @return a prediction per row, in order
   * @throws BadValueException if a cell cannot be read as its column asks
   */
  public List<Prediction> score(List<Object[]> rows) {
    return score(rows, new int[rows.size()]);
  }

  /**
   * Scores rows, and counts what it passes over.
   *
   * @param rows cells in the order of {@link #inputColumns()}. Not modified.
   * @param unseen [rows] overwritten with the categories, and elements of vectors, that training
   *     did not see
   * @return a prediction per row, in order
   * @throws BadValueException if a cell cannot be read as its column asks
   */
  public List<Prediction> score(List<Object[]> rows, int[] unseen) {
    List<Prediction> predictions = new ArrayList<>(rows.size());
    Pass pass =
        new Pass(network, Precision.FLOAT64, Math.max(1, Math.min(BATCH_ROWS, rows.size())));
    DoubleMatrix weights = DoubleMatrix.of(parameters, parameters.length, 1);
    for (int from = 0; from < rows.size(); from += pass.capacity()) {
      int to = Math.min(rows.size(), from + pass.capacity());
      Columns features = encode(rows.subList(from, to), unseen, from);
      Matrix logits = network.forward(weights, features, pass);
      for (int j = 0; j < logits.columns(); j++) {
        predictions.add(prediction(logits, j, offset(rows.get(from + j))));
      }
    }
    return predictions;
  }

  private Columns encode(List<Object[]> rows, int[] unseen, int from) {
    int width = encoder.features().width();
    if (encoder.features().layout() == Layout.SPARSE) {
      SparseMatrix features = SparseMatrix.zeros(Precision.FLOAT64, width, rows.size());
      encodeSparse(rows, features, unseen, from);
      return features;
    }
    DoubleMatrix features = DoubleMatrix.zeros(width, rows.size());
    if (precision == Precision.FLOAT64) {
      for (int j = 0; j < rows.size(); j++) {
        unseen[from + j] = encoder.features().encode(rows.get(j), features.array(), j * width);
      }
    } else {
      FloatMatrix rounded = FloatMatrix.zeros(width, rows.size());
      for (int j = 0; j < rows.size(); j++) {
        unseen[from + j] = encoder.features().encode(rows.get(j), rounded.array(), j * width);
      }
      features.assign(rounded);
    }
    return features;
  }

  private void encodeSparse(List<Object[]> rows, SparseMatrix features, int[] unseen, int from) {
    for (int j = 0; j < rows.size(); j++) {
      int column = j;
      features.beginColumn(column);
      unseen[from + j] =
          encoder
              .features()
              .encode(rows.get(j), precision, (i, value) -> features.append(column, i, value));
    }
  }

  private double offset(Object[] cells) {
    List<String> columns = encoder.target().scoringColumns();
    return columns.isEmpty() ? 0 : encoder.target().offset(cells[cells.length - 1]);
  }

  private Prediction prediction(Matrix logits, int column, double offset) {
    double[] outputs = new double[logits.rows()];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = logits.at(i, column) + offset;
    }
    loss.outputs(outputs);
    return switch (task()) {
      case BINARY -> {
        String label = labels().get(outputs[0] >= threshold ? 1 : 0);
        yield new Prediction(label, new double[] {1 - outputs[0], outputs[0]});
      }
      case MULTICLASS -> new Prediction(labels().get(largest(outputs)), outputs);
      case MULTILABEL -> new Prediction(holding(outputs), outputs);
      case REGRESSION -> new Prediction(ownUnit(outputs), new double[0]);
    };
  }

  private static int largest(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  private List<String> holding(double[] probabilities) {
    List<String> holding = new ArrayList<>();
    for (int i = 0; i < probabilities.length; i++) {
      if (probabilities[i] >= threshold) {
        holding.add(labels().get(i));
      }
    }
    return List.copyOf(holding);
  }

  private Object ownUnit(double[] outputs) {
    if (encoder.target() instanceof RegressionTarget target) {
      for (int i = 0; i < outputs.length; i++) {
        outputs[i] = target.decode(outputs[i], i);
      }
    }
    return outputs.length == 1
        ? (Object) outputs[0]
        : java.util.Arrays.stream(outputs).boxed().toList();
  }

  /** What the model predicts. */
  public Task task() {
    return encoder.target().task();
  }

  /** The names of the labels, in the order of probabilities. */
  public List<String> labels() {
    return encoder.target().labels();
  }

  /** The columns of a row that are looked at, in the order of {@link #score(List)}. */
  public List<String> inputColumns() {
    List<String> columns = new ArrayList<>(encoder.features().inputColumns());
    columns.addAll(encoder.target().scoringColumns());
    return columns;
  }

  /** How a raw row becomes features and labels. */
  public RowEncoder encoder() {
    return encoder;
  }

  /** The network. */
  public Network network() {
    return network;
  }

  /** The loss it was trained with. */
  public Loss loss() {
    return loss;
  }

  /** The precision it was trained in. */
  public Precision precision() {
    return precision;
  }

  /** The probability from which on a label is predicted. */
  public double threshold() {
    return threshold;
  }

  /** A copy of the parameters [p], as rounded to the precision of the training. */
  public double[] parameters() {
    return parameters.clone();
  }
}
