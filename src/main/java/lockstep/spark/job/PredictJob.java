package lockstep.spark.job;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import lockstep.config.JobConfig;
import lockstep.data.BadDataException;
import lockstep.encode.Task;
import lockstep.model.Prediction;
import lockstep.model.TrainedModel;
import lockstep.spark.table.RawCells;
import lockstep.spark.table.TableFormat;
import lockstep.spark.table.TableReader;
import lockstep.store.ModelStore;
import lockstep.store.OutputException;
import lockstep.text.NearestName;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * {@code predict}: the input's columns plus {@code prediction} and {@code probability}, row by row
 * in the input's order, by the code that scores outside Spark.
 */
public final class PredictJob {
  private static final int BATCH_ROWS = 512;

  private PredictJob() {}

  /**
   * Predicts a table.
   *
   * @param model path of a run or a model
   * @param input path of the table
   * @param output path to write to, in the format of its suffix; CSV holds {@code probability} as a
   *     JSON array
   * @return the number of rows
   */
  public static long run(
      SparkSession spark,
      JobConfig config,
      String model,
      String input,
      String output,
      JobObserver observer) {
    TrainedModel trained =
        ModelStore.load(new Path(model), spark.sparkContext().hadoopConfiguration());
    TableFormat format = new JobSettings(config).format();
    requireFree(spark, output);
    Dataset<Row> table = new TableReader(spark, format).read(input);
    Dataset<Row> predicted = predict(spark, trained, table, input);
    long rows = write(spark, predicted, output, TableFormat.bySuffix().of(output));
    observer.say("predicted %,d rows of %s into %s".formatted(rows, input, output));
    return rows;
  }

  /**
   * The table with its predictions.
   *
   * @param table may have the column {@link TableReader#CORRUPT}, which is dropped
   * @param name of the table, for errors
   */
  public static Dataset<Row> predict(
      SparkSession spark, TrainedModel model, Dataset<Row> table, String name) {
    Dataset<Row> input = table.drop(TableReader.CORRUPT);
    List<String> columns = List.of(input.columns());
    for (String column : model.inputColumns()) {
      if (!columns.contains(column)) {
        throw new BadDataException(
            "Cannot find column \"%s\" in %s%s"
                .formatted(column, name, NearestName.hint(column, columns)));
      }
    }
    for (String added : List.of("prediction", "probability")) {
      if (columns.contains(added)) {
        throw new BadDataException(
            "Cannot predict %s: it has a column \"%s\" already".formatted(name, added));
      }
    }
    Broadcast<TrainedModel> sent =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(model);
    int[] positions = model.inputColumns().stream().mapToInt(columns::indexOf).toArray();
    StructType schema =
        input
            .schema()
            .add("prediction", predictionType(model))
            .add("probability", DataTypes.createArrayType(DataTypes.DoubleType, false));
    return spark.createDataFrame(
        input.toJavaRDD().mapPartitions(rows -> new Batches(rows, sent.value(), positions)),
        schema);
  }

  private static DataType predictionType(TrainedModel model) {
    DataType type = model.task() == Task.REGRESSION ? DataTypes.DoubleType : DataTypes.StringType;
    boolean several =
        model.task() == Task.MULTILABEL
            || (model.task() == Task.REGRESSION && model.labels().size() > 1);
    return several ? DataTypes.createArrayType(type, false) : type;
  }

  private static void requireFree(SparkSession spark, String output) {
    Path path = new Path(output);
    try {
      FileSystem files = path.getFileSystem(spark.sparkContext().hadoopConfiguration());
      if (files.exists(path)) {
        throw new OutputException("Cannot write predictions to %s: it exists".formatted(output));
      }
    } catch (java.io.IOException e) {
      throw new OutputException("Cannot write to %s: %s".formatted(output, e.getMessage()), e);
    }
  }

  /** Writes beside the output and renames, so that it appears whole or not at all. */
  private static long write(
      SparkSession spark, Dataset<Row> predicted, String output, String format) {
    Path path = new Path(output);
    Path draft = new Path(path.getParent(), "_" + path.getName() + ".tmp");
    try {
      FileSystem files = path.getFileSystem(spark.sparkContext().hadoopConfiguration());
      Dataset<Row> written = format.equals("csv") ? withTexts(predicted) : predicted;
      var writer = written.write().mode("overwrite").format(format);
      if (format.equals("csv")) {
        writer = writer.option("header", true).option("escape", "\"");
      }
      if (output.toLowerCase(Locale.ROOT).endsWith(".gz")) {
        writer = writer.option("compression", "gzip");
      }
      try {
        writer.save(draft.toString());
        if (!files.rename(draft, path)) {
          throw new OutputException("Cannot write predictions to " + output);
        }
      } finally {
        files.delete(draft, true);
      }
      return new TableReader(spark, TableFormat.bySuffix()).read(output).count();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException("Cannot write predictions to " + output, e);
    }
  }

  private static Dataset<Row> withTexts(Dataset<Row> predicted) {
    Dataset<Row> texts = predicted;
    for (var field : predicted.schema().fields()) {
      if (field.dataType() instanceof org.apache.spark.sql.types.ArrayType) {
        var column =
            org.apache.spark.sql.functions.col('`' + field.name().replace("`", "``") + '`');
        texts = texts.withColumn(field.name(), org.apache.spark.sql.functions.to_json(column));
      }
    }
    return texts;
  }

  /** Scores a partition batch by batch. */
  private static final class Batches implements Iterator<Row>, Serializable {
    private static final long serialVersionUID = 1;

    private final transient Iterator<Row> rows;
    private final transient TrainedModel model;
    private final int[] positions;
    private transient Iterator<Row> ready = List.<Row>of().iterator();

    Batches(Iterator<Row> rows, TrainedModel model, int[] positions) {
      this.rows = rows;
      this.model = model;
      this.positions = positions;
    }

    @Override
    public boolean hasNext() {
      return ready.hasNext() || rows.hasNext();
    }

    @Override
    public Row next() {
      if (!ready.hasNext()) {
        ready = score().iterator();
      }
      return ready.next();
    }

    private List<Row> score() {
      List<Row> batch = new ArrayList<>();
      List<Object[]> cells = new ArrayList<>();
      while (batch.size() < BATCH_ROWS && rows.hasNext()) {
        Row row = rows.next();
        batch.add(row);
        cells.add(Arrays.stream(positions).mapToObj(i -> RawCells.cell(row, i)).toArray());
      }
      List<Prediction> predictions = model.score(cells);
      List<Row> scored = new ArrayList<>(batch.size());
      for (int i = 0; i < batch.size(); i++) {
        scored.add(extended(batch.get(i), predictions.get(i)));
      }
      return scored;
    }

    private static Row extended(Row row, Prediction prediction) {
      Object[] values = new Object[row.size() + 2];
      for (int i = 0; i < row.size(); i++) {
        values[i] = row.get(i);
      }
      values[row.size()] =
          prediction.prediction() instanceof List<?> list
              ? list.toArray()
              : prediction.prediction();
      values[row.size() + 1] =
          prediction.probability().length == 0 ? null : prediction.probability();
      return RowFactory.create(values);
    }
  }
}
