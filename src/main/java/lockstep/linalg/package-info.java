/**
 * Matrices, kernels over BLAS, and the two number-theoretic tools everything else leans on: seeded
 * random numbers and order-independent sums.
 *
 * <p>Design: a {@link lockstep.linalg.Matrix} is dense, column-major and backed by one primitive
 * array in one of two precisions; views share the array. Code above this room is written once over
 * {@code Matrix}; only kernels know the array type. Examples are columns, so that a row of a table
 * is contiguous and forward (N,N) and gradient (N,T) products are the shapes BLAS runs fastest.
 * Rows of a table may be sparse ({@link lockstep.linalg.SparseMatrix}); what they share with dense
 * ones is {@link lockstep.linalg.Columns}, the two products of a first layer included.
 */
package lockstep.linalg;
