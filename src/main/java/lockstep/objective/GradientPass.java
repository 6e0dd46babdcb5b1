package lockstep.objective;

import java.util.Arrays;
import lockstep.data.Block;
import lockstep.linalg.DoubleMatrix;
import lockstep.linalg.Matrix;
import lockstep.linalg.Precision;
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
  private double[] gradientSum;
  private double lossSum;
  private double weightSum;
  private boolean empty;

  /** Buffers for batches of up to {@code capacity} rows of that precision. */
  public GradientPass(Objective objective, Precision precision, int capacity) {
    this.objective = objective;
    this.pass = new Pass(objective.network(), precision, capacity);
    this.parameters = Matrix.zeros(precision, objective.parameters(), 1);
    this.batchGradient = Matrix.zeros(precision, objective.parameters(), 1);
    this.classFactors = objective.classWeights().factors();
    this.classWeighted = DoubleMatrix.zeros(1, classFactors.length == 0 ? 0 : capacity);
  }

  /** Sets the parameters [p] of the sums that follow, rounded to the precision. Not modified. */
  public void parameters(double[] values) {
    parameters.load(values);
  }

  /**
   * Begins a new sum.
   *
   * @param target [p], which the sum's gradient will be held in. Overwritten.
   */
  public void begin(double[] target) {
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
