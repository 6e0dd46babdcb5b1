package lockstep.objective;

import java.util.Arrays;
import lockstep.data.Block;
import lockstep.linalg.Columns;
import lockstep.linalg.DoubleMatrix;
import lockstep.linalg.IndexSet;
import lockstep.linalg.Matrix;
import lockstep.linalg.Precision;
import lockstep.linalg.SparseMatrix;
import lockstep.nn.Network;
import lockstep.nn.Pass;

/**
 * Computes {@link GradientSum}s with buffers that are made once. Products run in the precision of
 * the blocks; what they give is added up in double. Belongs to one thread.
 *
 * <p>Rows that touch few columns of the first layer go through a network that has no others: its
 * parameters are gathered, its gradient is as short, and all that is done takes time in proportion
 * to what is touched.
 */
public final class GradientPass {
  private final Objective objective;
  private final Precision precision;
  private final Pass pass;
  private final double[] classFactors;
  private final DoubleMatrix classWeighted;
  private double[] values;
  private Frame whole;
  private boolean loaded;
  private Frame frame;
  private double[] gradientSum;
  private double lossSum;
  private double weightSum;
  private boolean empty;

  /**
   * What a sum goes through.
   *
   * @param ranks of the touched columns; null where all are
   */
  private record Frame(
      Network network, TouchedColumns touched, IndexSet ranks, Matrix parameters, Matrix gradient) {
    static Frame of(Network network, TouchedColumns touched, IndexSet ranks, Precision precision) {
      int size = network.layout().size();
      Matrix parameters = Matrix.zeros(precision, size, 1);
      return new Frame(network, touched, ranks, parameters, Matrix.zeros(precision, size, 1));
    }

    Columns seen(Columns features) {
      return ranks == null
          ? features
          : ((SparseMatrix) features).ranked(ranks, touched.columns().length);
    }
  }

  /** Buffers for batches of up to {@code capacity} rows of that precision. */
  public GradientPass(Objective objective, Precision precision, int capacity) {
    this.objective = objective;
    this.precision = precision;
    this.pass = new Pass(objective.network(), precision, capacity);
    this.classFactors = objective.classWeights().factors();
    this.classWeighted = DoubleMatrix.zeros(1, classFactors.length == 0 ? 0 : capacity);
  }

  /**
   * Sets the parameters [p] of the sums that follow, rounded to the precision. Not modified; read
   * again by each {@link #begin(TouchedColumns, IndexSet)}.
   */
  public void parameters(double[] parameters) {
    values = parameters;
    loaded = false;
  }

  /**
   * Begins a new sum.
   *
   * @param target [p], which the sum's gradient will be held in. Overwritten.
   */
  public void begin(double[] target) {
    if (whole == null) {
      whole = Frame.of(objective.network(), TouchedColumns.ALL, null, precision);
    }
    if (!loaded) {
      whole.parameters.load(values);
      loaded = true;
    }
    begin(whole, target);
  }

  /**
   * Begins a new sum of sparse rows, whose gradient is shrunk to what they touch.
   *
   * @param columns that the rows touch
   * @param ranks the set of these columns. Not to be modified before the end.
   */
  public void begin(TouchedColumns columns, IndexSet ranks) {
    Network narrow = objective.network().withInputs(columns.columns().length);
    Frame next = Frame.of(narrow, columns, ranks, precision);
    double[] shrunk = columns.shrink(values);
    next.parameters.load(shrunk);
    begin(next, shrunk);
  }

  private void begin(Frame next, double[] target) {
    frame = next;
    gradientSum = target;
    lossSum = 0;
    weightSum = 0;
    empty = true;
  }

  /** Adds the rows of one block to the sum that was begun. */
  public void add(Block block) {
    for (int from = 0; from < block.rows(); from += pass.capacity()) {
      addBatch(block.slice(from, Math.min(pass.capacity(), block.rows() - from)));
    }
  }

  /** The sum of the rows since {@code begin}. */
  public GradientSum end() {
    if (empty) {
      Arrays.fill(gradientSum, 0);
    }
    return new GradientSum(frame.touched, gradientSum, lossSum, weightSum);
  }

  private void addBatch(Block batch) {
    Columns features = frame.seen(batch.features());
    Matrix logits = frame.network.forward(frame.parameters, features, pass);
    DoubleMatrix weights = weights(batch);
    lossSum += objective.loss().sum(logits, batch.labels(), weights, pass.logitGradient());
    weightSum += sum(weights);
    frame.network.backward(frame.parameters, features, pass, frame.gradient);
    if (empty) {
      frame.gradient.copyTo(gradientSum);
      empty = false;
    } else {
      frame.gradient.addTo(gradientSum);
    }
  }

  private DoubleMatrix weights(Block batch) {
    if (classFactors.length == 0) {
      return batch.weights();
    }
    DoubleMatrix weights = classWeighted.view(0, 1, batch.rows());
    ClassWeights.apply(classFactors, batch.labels(), batch.weights(), weights);
    return weights;
  }

  private static double sum(DoubleMatrix weights) {
    double sum = 0;
    for (int i = 0; i < weights.size(); i++) {
      sum += weights.array()[weights.offset() + i];
    }
    return sum;
  }
}
