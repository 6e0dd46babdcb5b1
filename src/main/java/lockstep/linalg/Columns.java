package lockstep.linalg;

import java.io.Serializable;

/**
 * A matrix X [d, n] that is read column by column, one column an example: dense ({@link Matrix}) or
 * sparse ({@link SparseMatrix}). Code above this room knows no difference: what depends on it, the
 * two products of a first layer included, is a method here.
 */
public sealed interface Columns extends Serializable permits Matrix, SparseMatrix {
  /** d, the number of rows. */
  int rows();

  /** n, the number of columns. */
  int columns();

  /** The format of the elements. */
  Precision precision();

  /** Element (i, j). */
  double at(int i, int j);

  /** Copies column {@code j} into {@code values} [d] (modified). */
  void readColumn(int j, double[] values);

  /** A view of {@code count} columns from column {@code from} on; the arrays are shared. */
  Columns columns(int from, int count);

  /** Zeros [d, {@code columns}] of the same kind, in any precision, to be copied into. */
  Columns zerosLike(Precision format, int columns);

  /**
   * Copies {@code count} adjacent columns over columns of a matrix of the same kind.
   *
   * @param target of the same rows; in this precision or float64. Modified: a dense one in those
   *     columns, a sparse one in all from {@code targetFrom} on.
   */
  void copyColumns(int from, int count, Columns target, int targetFrom);

  /** The first {@code count} columns in arrays of exactly that size. */
  Columns copyOfColumns(int count);

  /** A copy wide enough for {@code capacity} columns; new columns are 0. */
  Columns grownTo(int capacity);

  /**
   * sum := sum + left X.
   *
   * @param left [k, d]. Not modified.
   * @param sum [k, n]. Modified.
   */
  void addProduct(Matrix left, Matrix sum);

  /**
   * product := left X^T.
   *
   * @param left [k, n]. Not modified.
   * @param product [k, d]. Overwritten.
   */
  void outerProduct(Matrix left, Matrix product);
}
