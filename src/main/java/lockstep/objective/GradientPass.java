package lockstep.objective;

import lockstep.data.Block;
import lockstep.data.RowNumbers;
import lockstep.linalg.Columns;
import lockstep.linalg.DoubleMatrix;
import lockstep.linalg.IndexSet;
import lockstep.linalg.Matrix;
import lockstep.linalg.Precision;
import lockstep.linalg.SparseMatrix;
import lockstep.nn.Dropout;
import lockstep.nn.Network;
import lockstep.nn.Pass;

/**
 * Computes {@link ShardSum}s with buffers that are made once. Products run in the precision of the
 * blocks; what they give is added up in double. Belongs to one thread.
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
  private final long[] rowSeeds;
  private double[] values;
  private Frame whole;
  private boolean loaded;
  private Frame frame;
  private ShardSum sum;
  private long maskSeed;

  /**
   * What a sum goes through.
   *
   * @param ranks of the touched columns; null where all are
   */
  private record Frame(Network network, IndexSet ranks, Matrix parameters) {
    static Frame of(Network network, IndexSet ranks, Precision precision) {
      return new Frame(network, ranks, Matrix.zeros(precision, network.layout().size(), 1));
    }

    Columns seen(Columns features) {
      return ranks == null ? features : ((SparseMatrix) features).ranked(ranks, network.inputs());
    }
  }

  /** Buffers for batches of up to {@code capacity} rows of that precision. */
  public GradientPass(Objective objective, Precision precision, int capacity) {
    this.objective = objective;
    this.precision = precision;
    this.pass = new Pass(objective.network(), precision, capacity, objective.dropout());
    this.classFactors = objective.classWeights().factors();
    this.classWeighted = DoubleMatrix.zeros(1, classFactors.length == 0 ? 0 : capacity);
    this.rowSeeds = new long[objective.dropout().active() ? capacity : 0];
  }

  /**
   * Sets the parameters [p] of the sums that follow, rounded to the precision. Not modified; read
   * again by each {@link #begin(TouchedColumns, IndexSet, long)}.
   */
  public void parameters(double[] parameters) {
    values = parameters;
    loaded = false;
  }

  /**
   * Begins a new sum.
   *
   * @param target which it will be held in. Overwritten.
   * @param shardSeed of the masks, see {@link Dropout#shardSeed}; without dropout it is not looked
   *     at
   */
  public void begin(ShardSum target, long shardSeed) {
    if (whole == null) {
      whole = Frame.of(objective.network(), null, precision);
    }
    if (!loaded) {
      whole.parameters.load(values);
      loaded = true;
    }
    begin(whole, target, shardSeed);
  }

  /**
   * Begins a new sum of sparse rows, whose gradient is shrunk to what they touch.
   *
   * @param columns that the rows touch
   * @param ranks the set of these columns. Not to be modified before the end.
   * @param shardSeed of the masks
   */
  public void begin(TouchedColumns columns, IndexSet ranks, long shardSeed) {
    Network narrow = objective.network().withInputs(columns.columns().length);
    Frame next = Frame.of(narrow, ranks, precision);
    double[] shrunk = columns.shrink(values);
    next.parameters.load(shrunk);
    begin(next, new ShardSum(columns, precision, shrunk.length, shrunk), shardSeed);
  }

  private void begin(Frame next, ShardSum target, long shardSeed) {
    frame = next;
    sum = target;
    sum.clear();
    maskSeed = shardSeed;
  }

  /**
   * Adds the rows of one block to the sum that was begun.
   *
   * @param numbers of the rows in their shard, which masks are drawn by
   */
  public void add(Block block, RowNumbers numbers) {
    for (int from = 0; from < block.rows(); from += pass.capacity()) {
      Block batch = block.slice(from, Math.min(pass.capacity(), block.rows() - from));
      if (rowSeeds.length > 0) {
        for (int i = 0; i < batch.rows(); i++) {
          rowSeeds[i] = Dropout.rowSeed(maskSeed, numbers.at(from + i));
        }
        pass.drawMasks(rowSeeds, batch.rows());
      }
      addBatch(batch);
    }
  }

  /** The sum of the rows since {@code begin}. */
  public ShardSum end() {
    sum.end();
    return sum;
  }

  private void addBatch(Block batch) {
    Columns features = frame.seen(batch.features());
    Matrix logits = frame.network.forward(frame.parameters, features, pass);
    DoubleMatrix weights = weights(batch);
    double loss = objective.loss().sum(logits, batch.labels(), weights, pass.logitGradient());
    frame.network.backward(frame.parameters, features, pass, sum.next());
    sum.add(loss, sum(weights));
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
