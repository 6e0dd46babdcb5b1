/**
 * From raw rows to features and targets: one implementation for the cluster and for the scorer.
 *
 * <p>Fitting reads the training rows once into a {@link lockstep.encode.TableProfile}: counts,
 * bounded category counts and exact sums, mergeable in any order to the same bits. From it alone a
 * {@link lockstep.encode.FeatureEncoder} and a {@link lockstep.encode.TargetEncoder} are made; a
 * {@link lockstep.encode.RowEncoder} holds both and is what {@code encoder.json} stores.
 *
 * <p>Design decision: nothing here knows Spark. A raw row is an {@code Object[]} in the order of a
 * list of column names; a cell is null, String, Number, Boolean, a date or time, or {@code
 * double[]} (a vector column). What a cell means is decided in one class, {@link
 * lockstep.encode.RawValues}, for profile and encoder alike, so a table read as text and the same
 * table read typed give the same features. The order of an encoder's input is {@code
 * inputColumns()}: only the columns it uses, so that a scorer need not be given what training left
 * out.
 *
 * <p>Statistics follow scikit-learn's pipeline {@code SimpleImputer -> StandardScaler}: the fill
 * value comes from the present values, mean and standard deviation from the column after filling
 * (so filling with the mean shrinks the variance by the present fraction). Both are weighted by the
 * example weights; a row of weight 2 counts as two rows, one of weight 0 as none.
 */
package lockstep.encode;
