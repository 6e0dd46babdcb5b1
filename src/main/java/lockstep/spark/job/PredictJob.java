package lockstep.spark.job;

import java.util.List;
import java.util.Locale;
import lockstep.config.JobConfig;
import lockstep.data.BadDataException;
import lockstep.encode.BadValueException;
import lockstep.encode.Task;
import lockstep.model.TrainedModel;
import lockstep.spark.table.BadRowReport;
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
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;

/**
 * {@code predict}: the input's columns plus {@code prediction} and {@code probability}, row by row
 * in the input's order, by the code that scores outside Spark.
 */
public final class PredictJob {
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
    String outputFormat = outputFormat(output);
    requireFree(spark, output);
    Dataset<Row> table = new TableReader(spark, format).read(input);
    // A bad row is told through this, not by a failed task: that would be tried again, and logged.
    LongAccumulator bad = spark.sparkContext().longAccumulator();
    Dataset<Row> predicted = predict(trained, table, input, e -> bad.add(1));
    Runnable check =
        () -> {
          if (!bad.isZero()) {
            throw badRow(trained, table, input);
          }
        };
    long rows = write(spark, predicted, output, outputFormat, check);
    observer.say("predicted %,d rows of %s into %s".formatted(rows, input, output));
    return rows;
  }

  /**
   * The table with its predictions. A task fails with a {@link BadValueException} for a cell that
   * cannot be read, with a {@link BadDataException} for a record that does not fit the columns.
   *
   * @param table may have the column {@link TableReader#CORRUPT}, which is dropped
   * @param name of the table, for errors
   */
  public static Dataset<Row> predict(TrainedModel model, Dataset<Row> table, String name) {
    return predict(
        model,
        table,
        name,
        e -> {
          throw e;
        });
  }

  private static Dataset<Row> predict(
      TrainedModel model, Dataset<Row> table, String name, ScoredRows.BadRows badRows) {
    SparkSession spark = table.sparkSession();
    List<String> columns = List.of(table.columns());
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
            "Cannot predict %s: expected no column \"%s\" in it, found one".formatted(name, added));
      }
    }
    Broadcast<TrainedModel> sent =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(model);
    int[] positions = positions(model, columns);
    int corrupt = columns.indexOf(TableReader.CORRUPT);
    StructType schema =
        table
            .schema()
            .add("prediction", predictionType(model))
            .add("probability", DataTypes.createArrayType(DataTypes.DoubleType, false));
    return spark
        .createDataFrame(
            table
                .toJavaRDD()
                .mapPartitions(
                    rows -> new ScoredRows(rows, sent.value(), positions, corrupt, badRows)),
            schema)
        .drop(TableReader.CORRUPT);
  }

  /** Looks for the row that could not be scored. */
  private static BadDataException badRow(TrainedModel model, Dataset<Row> table, String name) {
    List<String> columns = List.of(table.columns());
    int[] positions = positions(model, columns);
    int corrupt = columns.indexOf(TableReader.CORRUPT);
    BadRowReport.Check check =
        row -> {
          if (corrupt >= 0 && !row.isNullAt(corrupt)) {
            return BadRowReport.CORRUPT;
          }
          try {
            model.score(List.<Object[]>of(ScoredRows.cells(row, positions)));
            return null;
          } catch (BadValueException e) {
            return BadRowReport.reason(e);
          }
        };
    return BadRowReport.first(table, check)
        .map(found -> "Cannot predict %s: %s".formatted(found.place(), found.problem()))
        .map(BadDataException::new)
        .orElseGet(() -> new BadDataException("Cannot predict a row of " + name));
  }

  private static int[] positions(TrainedModel model, List<String> columns) {
    return model.inputColumns().stream().mapToInt(columns::indexOf).toArray();
  }

  private static DataType predictionType(TrainedModel model) {
    DataType type = model.task() == Task.REGRESSION ? DataTypes.DoubleType : DataTypes.StringType;
    boolean several =
        model.task() == Task.MULTILABEL
            || (model.task() == Task.REGRESSION && model.labels().size() > 1);
    return several ? DataTypes.createArrayType(type, false) : type;
  }

  private static String outputFormat(String output) {
    try {
      return TableFormat.bySuffix().of(output);
    } catch (BadDataException e) {
      throw new OutputException(
          "Cannot write predictions to %s: expected a path that ends in .csv, .parquet, .json or .orc"
              .formatted(output),
          e);
    }
  }

  private static void requireFree(SparkSession spark, String output) {
    Path path = new Path(output);
    try {
      FileSystem files = path.getFileSystem(spark.sparkContext().hadoopConfiguration());
      if (files.exists(path)) {
        throw new OutputException(
            "Cannot write predictions to %s: expected a new path, found one that exists"
                .formatted(output));
      }
      files.mkdirs(files.makeQualified(path).getParent());
    } catch (java.io.IOException e) {
      throw new OutputException("Cannot write to %s: %s".formatted(output, e.getMessage()), e);
    }
  }

  /**
   * Writes beside the output and renames, so that it appears whole or not at all.
   *
   * @param check throws if what was written must not appear
   */
  private static long write(
      SparkSession spark, Dataset<Row> predicted, String output, String format, Runnable check) {
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
        check.run();
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
}
