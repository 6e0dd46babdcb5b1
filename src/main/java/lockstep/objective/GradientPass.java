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
  private final double[] gradientSum;
  private double lossSum;
  private double weightSum;

  /** Buffers for batches of up to {@code capacity} rows of that precision. */
  public GradientPass(Objective objective, Precision precision, int capacity) {
    this.objective = objective;
    this.pass = new Pass(objective.network(), precision, capacity);
    this.parameters = Matrix.zeros(precision, objective.parameters(), 1);
    this.batchGradient = Matrix.zeros(precision, objective.parameters(), 1);
    this.gradientSum = new double[objective.parameters()];
  }

  /** Sets the parameters [p] of the sums that follow, rounded to the precision. Not modified. */
  public void parameters(double[] values) {
    parameters.load(values);
  }

  /** Adds the rows of one block. */
  public void add(Block block) {
    for (int from = 0; from < block.rows(); from += pass.capacity()) {
      addBatch(block.slice(from, Math.min(pass.capacity(), block.rows() - from)));
    }
  }

  /** The sums since the last call, which start again from 0. */
  public GradientSum takeSum() {
    GradientSum sum = new GradientSum(gradientSum.clone(), lossSum, weightSum);
    Arrays.fill(gradientSum, 0);
    lossSum = 0;
    weightSum = 0;
    return sum;
  }

  private void addBatch(Block batch) {
    Matrix logits = objective.network().forward(parameters, batch.features(), pass);
    lossSum += objective.loss().sum(logits, batch.labels(), batch.weights(), pass.logitGradient());
    weightSum += sum(batch.weights());
    objective.network().backward(parameters, batch.features(), pass, batchGradient);
    batchGradient.addTo(gradientSum);
  }

  private static double sum(DoubleMatrix weights) {
    double sum = 0;
    for (int i = 0; i < weights.size(); i++) {
      sum += weights.array()[weights.offset() + i];
    }
    return sum;
  }
}
