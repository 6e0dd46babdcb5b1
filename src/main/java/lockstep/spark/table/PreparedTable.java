package lockstep.spark.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lockstep.data.Block;
import lockstep.data.DataShard;
import lockstep.data.Split;
import lockstep.encode.RowEncoder;
import lockstep.encode.SparseScaling;
import lockstep.linalg.Columns;
import lockstep.linalg.SparseMatrix;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A table that has been encoded, split and packed into cached shards. */
public final class PreparedTable implements AutoCloseable {
  private final JavaRDD<PackPass.Packed> packed;
  private final int shards;
  private final RowEncoder encoder;
  private final SparseScaling scaling;
  private final PackSummary summary;
  private final List<String> warnings;

  PreparedTable(
      JavaRDD<PackPass.Packed> packed,
      int shards,
      RowEncoder encoder,
      SparseScaling scaling,
      PackSummary summary,
      List<String> warnings) {
    this.packed = packed;
    this.shards = shards;
    this.encoder = encoder;
    this.scaling = scaling;
    this.summary = summary;
    this.warnings = List.copyOf(warnings);
  }

  /** The shards 0 .. S-1, each once; one partition per task. */
  public JavaRDD<DataShard> shards() {
    return packed.map(PackPass.Packed::shard);
  }

  /** S. */
  public int shardCount() {
    return shards;
  }

  /** The encoder, fitted to the training rows. */
  public RowEncoder encoder() {
    return encoder;
  }

  /** The scale that training gives to features which are stored as they stand. */
  public SparseScaling scaling() {
    return scaling;
  }

  /** Number of rows of a split. */
  public long rows(Split split) {
    return summary.rows(split);
  }

  /** Sum of example weights of a split. */
  public double weight(Split split) {
    return summary.weight(split);
  }

  /** Rows by label of a split; for regression none. */
  public Map<String, Long> labelCounts(Split split) {
    Map<String, Long> counts = new LinkedHashMap<>();
    List<String> names = encoder.target().labels();
    long[] rows = summary.labels(split);
    for (int i = 0; i < rows.length; i++) {
      counts.put(names.get(i), rows[i]);
    }
    return encoder.target().task() == lockstep.encode.Task.REGRESSION ? Map.of() : counts;
  }

  /** A hash of the multiset of raw rows. */
  public String fingerprint() {
    return summary.fingerprint();
  }

  /** Number of rows left out because they could not be read. */
  public long badRows() {
    return summary.badRows().count();
  }

  /** Number of cells with a category that training did not see. */
  public long unseenCategories() {
    return summary.unseenCategories();
  }

  /** Sentences for the log and the manifest. */
  public List<String> warnings() {
    return warnings;
  }

  /**
   * The encoded rows in the columns of Spark ML: {@code features} (a vector), {@code label} (a
   * number, or a vector of several), {@code weight}, {@code split}, and {@code offset} where rows
   * have one.
   */
  public Dataset<Row> toDataFrame(SparkSession spark) {
    boolean offset = !encoder.target().scoringColumns().isEmpty();
    int labels = encoder.target().width() - (offset ? 1 : 0);
    StructType schema =
        new StructType()
            .add("features", SQLDataTypes.VectorType(), false)
            .add("label", labels > 1 ? SQLDataTypes.VectorType() : DataTypes.DoubleType, false)
            .add("weight", DataTypes.DoubleType, false)
            .add("split", DataTypes.StringType, false);
    return spark.createDataFrame(
        shards().flatMap(shard -> mlRows(shard, labels)),
        offset ? schema.add("offset", DataTypes.DoubleType, false) : schema);
  }

  private static Iterator<Row> mlRows(DataShard shard, int labels) {
    List<Iterator<Row>> parts = new ArrayList<>();
    for (Split split : Split.values()) {
      for (Block block : shard.rows(split).blocks()) {
        parts.add(
            java.util.stream.IntStream.range(0, block.rows())
                .mapToObj(row -> mlRow(block, row, split, labels))
                .iterator());
      }
    }
    return com.google.common.collect.Iterators.concat(parts.iterator());
  }

  private static Row mlRow(Block block, int row, Split split, int labels) {
    double[] label = column(block.labels(), row);
    List<Object> cells = new ArrayList<>();
    cells.add(features(block.features(), row));
    cells.add(labels == 1 ? (Object) label[0] : Vectors.dense(Arrays.copyOf(label, labels)));
    cells.add(block.weights().at(0, row));
    cells.add(split.label());
    if (labels < label.length) {
      cells.add(label[labels]);
    }
    return RowFactory.create(cells.toArray());
  }

  private static Vector features(Columns features, int row) {
    return features instanceof SparseMatrix sparse
        ? Vectors.sparse(sparse.rows(), sparse.indicesOf(row), sparse.valuesOf(row))
        : Vectors.dense(column(features, row)).compressed();
  }

  private static double[] column(Columns matrix, int column) {
    double[] values = new double[matrix.rows()];
    matrix.readColumn(column, values);
    return values;
  }

  /** Gives the cached shards back. */
  @Override
  public void close() {
    packed.unpersist(false);
  }
}
