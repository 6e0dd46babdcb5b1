package lockstep.objective;

import lockstep.linalg.DoubleMatrix;
import lockstep.linalg.Matrix;
import lockstep.linalg.Precision;

/**
 * The sums over the rows of one shard, in buffers that are used again. The gradient stays as the
 * products gave it, in their precision, as long as the rows were one batch; those of several
 * batches are added up in double.
 */
public final class ShardSum {
  private final TouchedColumns touched;
  private final Matrix batch;
  private DoubleMatrix total;
  private int batches;
  private double lossSum;
  private double weightSum;

  /**
   * Sums over no rows.
   *
   * @param total [q], what sums in double are held in; null to make it when it is needed
   */
  ShardSum(TouchedColumns touched, Precision precision, int size, double[] total) {
    this.touched = touched;
    this.batch = Matrix.zeros(precision, size, 1);
    this.total = total == null ? null : DoubleMatrix.of(total, size, 1);
  }

  /** Sums over no rows, with a gradient [p]. */
  public static ShardSum whole(Precision precision, int parameters) {
    return new ShardSum(TouchedColumns.ALL, precision, parameters, null);
  }

  /** Back to no rows. */
  void clear() {
    batches = 0;
    lossSum = 0;
    weightSum = 0;
  }

  /** Where the next batch's gradient [q, 1] is to be written, before {@link #add}. */
  Matrix next() {
    if (batches == 1) {
      batch.copyTo(total().array());
    }
    return batch;
  }

  /** Adds the batch whose gradient stands in {@link #next}. */
  void add(double batchLossSum, double batchWeightSum) {
    if (batches > 0) {
      batch.addTo(total.array());
    }
    batches++;
    lossSum += batchLossSum;
    weightSum += batchWeightSum;
  }

  /** No batch is to follow. */
  void end() {
    if (batches == 0) {
      batch.fill(0);
    }
  }

  /** Whether the gradient holds every column. */
  boolean all() {
    return touched.all();
  }

  /** [q, 1], in the precision of the products or in double. */
  Matrix gradient() {
    return batches > 1 ? total : batch;
  }

  double lossSum() {
    return lossSum;
  }

  double weightSum() {
    return weightSum;
  }

  /** The same sums with a gradient in double, which this holds: valid until it is used again. */
  public GradientSum inDouble() {
    double[] gradient = total().array();
    if (batches < 2) {
      batch.copyTo(gradient);
    }
    return new GradientSum(touched, gradient, lossSum, weightSum);
  }

  private DoubleMatrix total() {
    if (total == null) {
      total = DoubleMatrix.zeros(batch.size(), 1);
    }
    return total;
  }
}
