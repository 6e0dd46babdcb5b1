package lockstep.spark.generate;

import java.util.SortedMap;
import lockstep.generate.Column;
import lockstep.generate.GeneratedRow;
import lockstep.generate.TableSpec;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A generated table as Spark sees it. */
final class TableRows {
  private TableRows() {}

  /** The table, its rows in order of their numbers over the partitions. */
  static Dataset<Row> of(SparkSession session, TableSpec spec, int partitions) {
    int size = spec.features();
    return numbers(session, spec, partitions)
        .map(new RowMap(spec, row -> cells(row, size)), Encoders.row(schema(spec)));
  }

  private static Row cells(GeneratedRow row, int size) {
    Object[] cells = row.cells().clone();
    for (int i = 0; i < cells.length; i++) {
      if (cells[i] instanceof SortedMap<?, ?> vector) {
        int[] indices = vector.keySet().stream().mapToInt(index -> (Integer) index).toArray();
        double[] values = vector.values().stream().mapToDouble(value -> (Double) value).toArray();
        cells[i] = Vectors.sparse(size, indices, values);
      }
    }
    return RowFactory.create(cells);
  }

  /** The row numbers 0, 1, ... in that many runs. */
  static Dataset<Long> numbers(SparkSession session, TableSpec spec, int partitions) {
    return session.range(0, spec.rows(), 1, partitions).as(Encoders.LONG());
  }

  private static StructType schema(TableSpec spec) {
    StructType schema = new StructType();
    for (Column column : spec.generator().columns()) {
      schema = schema.add(column.name(), type(column), true);
    }
    return schema;
  }

  private static DataType type(Column column) {
    return switch (column.type()) {
      case INTEGER -> DataTypes.LongType;
      case REAL -> DataTypes.DoubleType;
      case TEXT -> DataTypes.StringType;
      case VECTOR -> SQLDataTypes.VectorType();
    };
  }
}
