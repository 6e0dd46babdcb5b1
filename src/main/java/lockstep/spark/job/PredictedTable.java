package lockstep.spark.job;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import lockstep.data.BadDataException;
import lockstep.encode.Task;
import lockstep.model.TrainedModel;
import lockstep.spark.table.RawCells;
import lockstep.spark.table.TableReader;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A table with what a model says of its rows. Nothing is computed before it is written.
 *
 * @param scored the input's columns, {@code prediction}, {@code probability}, {@link #PROBLEM} and
 *     {@link #UNSEEN}
 */
record PredictedTable(Dataset<Row> scored) {
  /** Name of the column that says what is wrong with a row; null for a row that was scored. */
  static final String PROBLEM = "__lockstep_problem";

  /** Name of the column that says how much of a row was passed over, as training did not see it. */
  static final String UNSEEN = "__lockstep_unseen";

  private static final String PREDICTION = "prediction";
  private static final String PROBABILITY = "probability";

  /**
   * What was seen of the rows while they were written.
   *
   * @param rows all
   * @param badRows those without a prediction
   * @param problem of one of them, the same whatever the order of the rows; null if there is none
   * @param unseen categories, and elements of vectors, that were passed over
   */
  record Counts(long rows, long badRows, String problem, long unseen) {}

  /**
   * The table with its predictions.
   *
   * @param table may have the column {@link TableReader#CORRUPT}, which is left out
   * @param name of the table, for errors
   * @throws BadDataException if a column is missing that the model reads, or one is there already
   *     that would be added
   */
  static PredictedTable of(
      SparkSession spark, TrainedModel model, Dataset<Row> table, String name) {
    List<String> columns = List.of(table.columns());
    requireColumns(model, table, name);
    StructField[] kept =
        Arrays.stream(table.schema().fields())
            .filter(field -> !field.name().equals(TableReader.CORRUPT))
            .toArray(StructField[]::new);
    StructType schema =
        new StructType(kept)
            .add(PREDICTION, predictionType(model))
            .add(PROBABILITY, DataTypes.createArrayType(DataTypes.DoubleType, false))
            .add(PROBLEM, DataTypes.StringType)
            .add(UNSEEN, DataTypes.IntegerType);
    Broadcast<TrainedModel> sent =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(model);
    int[] inputs = model.inputColumns().stream().mapToInt(columns::indexOf).toArray();
    int corrupt = columns.indexOf(TableReader.CORRUPT);
    return new PredictedTable(
        spark.createDataFrame(
            table
                .toJavaRDD()
                .mapPartitions(rows -> new ScoredRows(rows, sent.value(), inputs, corrupt)),
            schema));
  }

  private static void requireColumns(TrainedModel model, Dataset<Row> table, String name) {
    TableReader.requireColumns(name, table, model.inputColumns());
    for (String column : model.inputColumns()) {
      RawCells.requireSupported(table.schema().apply(column), name);
    }
    for (String added : List.of(PREDICTION, PROBABILITY)) {
      // Spark does not tell names apart by case.
      Arrays.stream(table.columns())
          .filter(added::equalsIgnoreCase)
          .findFirst()
          .ifPresent(
              found -> {
                throw new BadDataException(
                    "Cannot predict %s: expected no column \"%s\", which is to be added, found \"%s\""
                        .formatted(name, added, found));
              });
    }
  }

  private static DataType predictionType(TrainedModel model) {
    boolean regression = model.task() == Task.REGRESSION;
    DataType type = regression ? DataTypes.DoubleType : DataTypes.StringType;
    boolean several = model.task() == Task.MULTILABEL || (regression && model.labels().size() > 1);
    return several ? DataTypes.createArrayType(type, false) : type;
  }

  /** The table to hand out: the input's columns, {@code prediction} and {@code probability}. */
  Dataset<Row> rows() {
    return scored.drop(PROBLEM, UNSEEN);
  }

  /**
   * Writes {@link #rows} and counts them on the way: no row is read twice for it.
   *
   * @param writer runs one Spark action on the table it is given
   */
  Counts write(Consumer<Dataset<Row>> writer) {
    Observation observation = new Observation();
    var problem = functions.col(PROBLEM);
    writer.accept(
        scored
            .observe(
                observation,
                functions.count(functions.lit(1)).as("rows"),
                functions.count(problem).as("bad"),
                functions.min(problem).as("problem"),
                functions.coalesce(functions.sum(UNSEEN), functions.lit(0L)).as("unseen"))
            .drop(PROBLEM, UNSEEN));
    Map<String, Object> seen = seen(observation);
    return new Counts(
        (Long) seen.get("rows"),
        (Long) seen.get("bad"),
        (String) seen.get("problem"),
        (Long) seen.get("unseen"));
  }

  private static Map<String, Object> seen(Observation observation) {
    try {
      return observation.getAsJava();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Cannot count the written rows: interrupted", e);
    }
  }
}
