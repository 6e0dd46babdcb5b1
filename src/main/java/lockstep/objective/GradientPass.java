package lockstep.objective;

import java.util.Arrays;
import lockstep.data.Block;
import lockstep.data.RowNumbers;
import lockstep.linalg.DoubleMatrix;
import lockstep.linalg.Matrix;
import lockstep.linalg.Precision;
import lockstep.nn.Dropout;
import lockstep.nn.Pass;

/**
 * Computes {@link GradientSum}s with buffers that are made once. Products run in the precision of
 * the blocks; what they give is added up in double. Belongs to one thread.
 */
public final class GradientPass {
  private final Objective objective;
  private final Pass pass;
  private final Matrix parameters;
  private final Matrix batchGradient;
  private final double[] classFactors;
  private final DoubleMatrix classWeighted;
  private final long[] rowSeeds;
  private double[] gradientSum;
  private long maskSeed;
  private double lossSum;
  private double weightSum;
  private boolean empty;

  /** Buffers for batches of up to {@code capacity} rows of that precision. */
  public GradientPass(Objective objective, Precision precision, int capacity) {
    this.objective = objective;
    this.pass = new Pass(objective.network(), precision, capacity, objective.dropout());
    this.parameters = Matrix.zeros(precision, objective.parameters(), 1);
    this.batchGradient = Matrix.zeros(precision, objective.parameters(), 1);
    this.classFactors = objective.classWeights().factors();
    this.classWeighted = DoubleMatrix.zeros(1, classFactors.length == 0 ? 0 : capacity);
    this.rowSeeds = new long[objective.dropout().active() ? capacity : 0];
  }

  /** Sets the parameters [p] of the sums that follow, rounded to the precision. Not modified. */
  public void parameters(double[] values) {
    parameters.load(values);
  }

  /**
   * Begins a new sum.
   *
   * @param target [p], which the sum's gradient will be held in. Overwritten.
   * @param shardSeed of the masks, see {@link Dropout#shardSeed}; without dropout it is not looked
   *     at
   */
  public void begin(double[] target, long shardSeed) {
    gradientSum = target;
    maskSeed = shardSeed;
    lossSum = 0;
    weightSum = 0;
    empty = true;
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

  /** The sum of the rows since {@link #begin}. */
  public GradientSum end() {
    if (empty) {
      Arrays.fill(gradientSum, 0);
    }
    return new GradientSum(gradientSum, lossSum, weightSum);
  }

  private void addBatch(Block batch) {
    Matrix logits = objective.network().forward(parameters, batch.features(), pass);
    DoubleMatrix weights = weights(batch);
    lossSum += objective.loss().sum(logits, batch.labels(), weights, pass.logitGradient());
    weightSum += sum(weights);
    objective.network().backward(parameters, batch.features(), pass, batchGradient);
    if (empty) {
      batchGradient.copyTo(gradientSum);
      empty = false;
    } else {
      batchGradient.addTo(gradientSum);
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
