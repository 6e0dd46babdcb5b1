package lockstep.spark.table;

import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.CalendarIntervalType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/**
 * Turns cells of Spark rows into what the encoder reads: vectors and arrays become {@code
 * double[]}.
 */
public final class RawCells {
  private RawCells() {}

  /** Whether cells of this type can be encoded. */
  public static boolean supports(DataType type) {
    if (type instanceof ArrayType array) {
      return array.elementType() instanceof NumericType;
    }
    return !(type instanceof MapType
        || type instanceof StructType
        || type instanceof BinaryType
        || type instanceof CalendarIntervalType
        || type.equals(SQLDataTypes.MatrixType()));
  }

  /** The cell at one position of a row. */
  public static Object cell(Row row, int position) {
    Object value = row.get(position);
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
