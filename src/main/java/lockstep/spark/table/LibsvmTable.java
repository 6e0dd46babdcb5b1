package lockstep.spark.table;

import lockstep.encode.LibsvmLine;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of LIBSVM files in two columns: {@code label}, the text, and {@code features}, a sparse
 * vector of {@link lockstep.encode.SparseVector#ANY_SIZE}, since how many features there are is
 * decided by the training rows and not by a file. Blank lines and comments are no rows.
 *
 * @param path of a file, a folder or a glob
 */
record LibsvmTable(SparkSession spark, String path) {
  static final String LABEL = "label";
  static final String FEATURES = "features";

  private static final String TEXT = "value";
  private static final String ROW = "row";
  private static final StructType CELLS =
      new StructType()
          .add(LABEL, DataTypes.StringType)
          .add(FEATURES, SQLDataTypes.VectorType())
          .add(TableReader.CORRUPT, DataTypes.StringType);

  /**
   * Reads the table; it has a third column, {@link TableReader#LINE}: where every file is read by
   * one task, the number of the row's line in it.
   */
  Dataset<Row> read() {
    // Not deterministic, so that Spark parses a line once and not for each of its cells.
    UserDefinedFunction parse =
        functions.udf((UDF1<String, Row>) LibsvmTable::cells, CELLS).asNondeterministic();
    var line = functions.monotonically_increasing_id().bitwiseAND((1L << 33) - 1).plus(1);
    return spark
        .read()
        .text(path)
        .select(parse.apply(functions.col(TEXT)).as(ROW), line.as(TableReader.LINE))
        .filter(functions.col(ROW).isNotNull())
        .select(
            functions.col(ROW + "." + LABEL),
            functions.col(ROW + "." + FEATURES),
            functions.col(ROW + "." + TableReader.CORRUPT),
            functions.col(TableReader.LINE));
  }

  private static Row cells(String line) {
    try {
      return LibsvmLine.parse(line).map(LibsvmTable::cells).orElse(null);
    } catch (IllegalArgumentException e) {
      return RowFactory.create(null, null, BadRowReport.record(line, e.getMessage()));
    }
  }

  private static Row cells(LibsvmLine line) {
    var vector = line.features();
    return RowFactory.create(
        line.label(), Vectors.sparse(vector.size(), vector.indices(), vector.values()), null);
  }
}
