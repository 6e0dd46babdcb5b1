package lockstep.encode;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.util.List;

/** Encodes the cells of one column. Implementations are immutable. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = NumericColumn.class, name = "numeric"),
  @JsonSubTypes.Type(value = CategoryColumn.class, name = "categorical"),
  @JsonSubTypes.Type(value = VectorColumn.class, name = "vector"),
  @JsonSubTypes.Type(value = SparseColumn.class, name = "sparse")
})
public sealed interface ColumnEncoder extends Serializable
    permits NumericColumn, CategoryColumn, VectorColumn, SparseColumn {

  /** The column's name. */
  String name();

  /** Number of features. */
  int width();

  /** Their names [width]. */
  List<String> featureNames();

  /** The same for people: a run of numbered names in one. */
  default List<String> describedNames() {
    return featureNames();
  }

  /**
   * What each feature is of its number in the table [width]; of a missing cell that of the fill. An
   * indicator is its own number.
   */
  List<Scaling> scalings();

  /**
   * Writes the features of one cell.
   *
   * @param features features [offset .. offset + width - 1] are overwritten
   * @return 1 if the cell is a category that training did not see; of a vector that fits any size,
   *     the number of elements beyond those of training; else 0
   * @throws BadValueException if the cell cannot be read
   */
  int encode(RawValues rawValues, Object cell, double[] features, int offset);

  /** The same in single precision: each feature is the double rounded. */
  int encode(RawValues rawValues, Object cell, float[] features, int offset);

  /**
   * Gives the features of one cell that may be other than 0.
   *
   * @param offset index of the column's first feature
   * @return as for dense features
   * @throws BadValueException if the cell cannot be read
   */
  int encode(RawValues rawValues, Object cell, int offset, FeatureEntries entries);

  /** The double rounded, unless that gives an infinity. */
  static float single(String name, Object cell, double feature) {
    float rounded = (float) feature;
    if (Float.isInfinite(rounded)) {
      throw new BadValueException(name, cell, "a number within the range of float32 after scaling");
    }
    return rounded;
  }
}
