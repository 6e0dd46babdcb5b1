/**
 * From raw rows to features and targets: one implementation for the cluster and for the scorer.
 *
 * <p>Fitting reads the training rows once into a {@link lockstep.encode.TableProfile}: counts,
 * bounded category counts and exact sums, mergeable in any order to the same bits. From it alone a
 * {@link lockstep.encode.FeatureEncoder} and a {@link lockstep.encode.TargetEncoder} are made; a
 * {@link lockstep.encode.RowEncoder} holds both and is what {@code encoder.json} stores.
 *
 * <p>Design decision: nothing here knows Spark. A raw row is an {@code Object[]} in the order of a
 * list of column names; a cell is null, String, Number, Boolean, a date or time, or a vector:
 * {@code double[]} or {@link lockstep.encode.SparseVector}. What a cell means is decided in one
 * class, {@link lockstep.encode.RawValues}, for profile and encoder alike, so a table read as text
 * and the same table read typed give the same features. The order of an encoder's input is {@code
 * inputColumns()}: only the columns it uses, so that a scorer need not be given what training left
 * out.
 *
 * <p>Statistics follow scikit-learn's pipeline {@code SimpleImputer -> StandardScaler}: the fill
 * value comes from the present values, mean and standard deviation from the column after filling
 * (so filling with the mean shrinks the variance by the present fraction). Both are weighted by the
 * example weights; a row of weight 2 counts as two rows, one of weight 0 as none.
 *
 * <p>Features are laid out dense or sparse ({@link lockstep.encode.Layout}). Numbers and categories
 * are encoded alike in both. A vector column that is mostly zeros keeps its numbers in a sparse
 * layout, since centring would leave no zero ({@link lockstep.encode.SparseColumn}): the scale it
 * would have had goes to training apart ({@link lockstep.encode.SparseScaling}) and ends in the
 * model's first layer, so an encoder of millions of elements is a few lines of JSON. What is not
 * written in a sparse vector is 0 and never missing. The statistics of vectors look at what is
 * written only ({@link lockstep.encode.VectorMoments}), in flat arrays: an object with exact sums
 * for each of two million elements would take two gigabytes.
 */
package lockstep.encode;
