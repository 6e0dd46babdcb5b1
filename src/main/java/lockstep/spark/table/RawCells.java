package lockstep.spark.table;

import java.util.List;
import lockstep.data.BadDataException;
import lockstep.encode.SparseVector;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Turns cells of Spark rows into what the encoder reads: arrays and dense vectors become {@code
 * double[]}, sparse vectors {@link SparseVector}s.
 */
public final class RawCells {
  private RawCells() {}

  /** Whether cells of this type can be encoded. */
  public static boolean supports(DataType type) {
    if (type instanceof ArrayType array) {
      return array.elementType() instanceof NumericType;
    }
    return type instanceof NumericType
        || type instanceof StringType
        || type instanceof BooleanType
        || type instanceof DateType
        || type instanceof TimestampType
        || type instanceof TimestampNTZType
        || type instanceof NullType
        || type.equals(SQLDataTypes.VectorType());
  }

  /**
   * Refuses a column whose cells cannot be encoded.
   *
   * @param table its name, for the error
   */
  public static void requireSupported(StructField column, String table) {
    if (!supports(column.dataType())) {
      throw new BadDataException(
          "Cannot use column \"%s\" of %s: expected numbers, texts, dates or vectors, found %s"
              .formatted(column.name(), table, column.dataType().simpleString()));
    }
  }

  /** The cell at one position of a row. */
  public static Object cell(Row row, int position) {
    Object value = row.get(position);
    if (value instanceof String || value instanceof Number) {
      // Most cells. To be told that a text is neither of the interfaces below takes the JVM a
      // search each time.
      return value;
    }
    if (value instanceof org.apache.spark.ml.linalg.SparseVector vector) {
      return new SparseVector(vector.size(), vector.indices(), vector.values());
    }
    if (value instanceof Vector vector) {
      return vector.toArray();
    }
    return value instanceof scala.collection.Seq ? numbers(row.getList(position)) : value;
  }

  private static double[] numbers(List<? extends Object> list) {
    double[] numbers = new double[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = list.get(i) instanceof Number number ? number.doubleValue() : Double.NaN;
    }
    return numbers;
  }
}
