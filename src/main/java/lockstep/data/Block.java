package lockstep.data;

import java.io.Serializable;
import java.util.Arrays;
import lockstep.linalg.Columns;
import lockstep.linalg.DoubleMatrix;
import lockstep.linalg.IndexSet;
import lockstep.linalg.Matrix;
import lockstep.linalg.Precision;
import lockstep.linalg.SparseMatrix;

/**
 * n encoded rows, one a column, so that a row is contiguous.
 *
 * @param features [d, n], dense or sparse, in the precision of the training
 * @param labels [m, n]: 0 or 1, a class index, m labels of 0 or 1, or m targets
 * @param weights [1, n], at least 0
 */
public record Block(Columns features, DoubleMatrix labels, DoubleMatrix weights)
    implements Serializable {
  /** Checks once that the three parts have one column per row. */
  public Block {
    if (features.columns() != labels.columns()
        || features.columns() != weights.columns()
        || weights.rows() != 1) {
      throw new IllegalArgumentException(
          "Cannot make a block of features %s, labels %s and weights %s: expected [d, n], [m, n], [1, n]"
              .formatted(features, labels, weights));
    }
  }

  /** A block of {@code rows} rows of zeros, to be written into. */
  public static Block zeros(Precision precision, int features, int labels, int rows) {
    return new Block(
        Matrix.zeros(precision, features, rows),
        DoubleMatrix.zeros(labels, rows),
        DoubleMatrix.zeros(1, rows));
  }

  /** The same with sparse features, to be filled row by row. */
  public static Block sparse(Precision precision, int features, int labels, int rows) {
    return new Block(
        SparseMatrix.zeros(precision, features, rows),
        DoubleMatrix.zeros(labels, rows),
        DoubleMatrix.zeros(1, rows));
  }

  /** A block of {@code rows} rows of zeros with features and labels like these, to copy into. */
  public Block zerosLike(int rows) {
    return new Block(
        features.zerosLike(features.precision(), rows),
        DoubleMatrix.zeros(labels.rows(), rows),
        DoubleMatrix.zeros(1, rows));
  }

  /**
   * The features of a dense block, which can be written to.
   *
   * @throws IllegalStateException if they are sparse
   */
  public Matrix dense() {
    if (features instanceof Matrix matrix) {
      return matrix;
    }
    throw new IllegalStateException("Cannot see dense features in " + features);
  }

  /** n. */
  public int rows() {
    return features.columns();
  }

  /** A view of {@code count} rows from row {@code from} on; the arrays are shared. */
  public Block slice(int from, int count) {
    return new Block(
        features.columns(from, count),
        labels.view(from * labels.rows(), labels.rows(), count),
        weights.view(from, 1, count));
  }

  /** The same rows, each of weight 1; the other arrays are shared. */
  Block unweighted() {
    DoubleMatrix ones = DoubleMatrix.zeros(1, rows());
    Arrays.fill(ones.array(), 1);
    return new Block(features, labels, ones);
  }

  /** The first {@code count} rows with arrays of exactly that size: this block, or a copy. */
  Block trimmed(int count) {
    if (count == rows() && features instanceof Matrix) {
      return this;
    }
    return new Block(
        features.copyOfColumns(count), labels.copyOfColumns(count), weights.copyOfColumns(count));
  }

  /** A copy with room for {@code capacity} rows. */
  Block grownTo(int capacity) {
    return new Block(
        features.grownTo(capacity),
        (DoubleMatrix) labels.grownTo(capacity),
        (DoubleMatrix) weights.grownTo(capacity));
  }

  /** Adds the features that one of {@code count} sparse rows has to {@code set} (modified). */
  void addFeaturesTo(IndexSet set, int from, int count) {
    ((SparseMatrix) features).addIndicesTo(set, from, count);
  }

  /** Copies {@code count} adjacent rows over rows of {@code target} (modified). */
  void copyRows(int from, int count, Block target, int targetFrom) {
    features.copyColumns(from, count, target.features, targetFrom);
    labels.copyColumns(from, count, target.labels, targetFrom);
    weights.copyColumns(from, count, target.weights, targetFrom);
  }
}
