package lockstep.spark.job;

import java.util.List;
import lockstep.config.DataConfig;
import lockstep.config.JobConfig;
import lockstep.data.BadDataException;
import lockstep.model.TrainedModel;
import lockstep.spark.table.BadRowReport;
import lockstep.spark.table.TableFormat;
import lockstep.spark.table.TableReader;
import lockstep.store.ModelStore;
import lockstep.store.OutputException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * {@code predict}: the input's columns plus {@code prediction} and {@code probability}, row by row
 * in the order of each input file, by the code that scores outside Spark.
 */
public final class PredictJob {
  private PredictJob() {}

  /**
   * Predicts a table. A row that cannot be read refuses the table, or, with {@code data.bad-rows:
   * skip}, is written without a prediction.
   *
   * @param model path of a run or a model
   * @param input path of the table
   * @param output path to write to, in the format of its suffix, or else of the input (Parquet
   *     where that is LIBSVM); CSV is written as the job's {@code data.csv} reads it, with arrays
   *     as JSON
   * @return the number of rows
   * @throws BadDataException if a column or a cell is not what the model asks for
   * @throws OutputException if the output is there, or cannot be created, or its format cannot hold
   *     the rows
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
    requireRoom(format, input, output);
    try (TableOutput target = TableOutput.open(spark, output)) {
      Dataset<Row> table = new TableReader(spark, format).read(input);
      PredictedTable predicted =
          PredictedTable.of(spark, trained, table.drop(TableReader.LINE), input);
      PredictedTable.Counts counts =
          predicted.write(rows -> target.write(rows, format.forOutput(output, input)));
      check(counts, trained, table, input, config, observer);
      if (counts.unseen() > 0) {
        observer.warn(trained.encoder().features().unseenWarning(counts.unseen()));
      }
      target.publish();
      observer.say("predicted %,d rows of %s into %s".formatted(counts.rows(), input, output));
      return counts.rows();
    }
  }

  /** Refuses a format that cannot hold what was read, or what is added to it. */
  private static void requireRoom(TableFormat format, String input, String output) {
    String asked = format.forOutput(output, input).of(output);
    boolean vectors = asked.equals("csv") && format.of(input).equals("libsvm");
    if (vectors || asked.equals("libsvm")) {
      throw new OutputException(
          "Cannot write the table %s: expected a path that ends in .parquet, .json or .orc, found %s"
              .formatted(
                  output,
                  vectors
                      ? "CSV, which cannot hold the sparse rows of " + input
                      : "LIBSVM, which cannot hold predictions"));
    }
  }

  private static void check(
      PredictedTable.Counts counts,
      TrainedModel model,
      Dataset<Row> table,
      String input,
      JobConfig config,
      JobObserver observer) {
    if (counts.badRows() == 0) {
      return;
    }
    if (config.data().badRows() == DataConfig.BadRows.SKIP) {
      observer.warn(
          "%,d rows of %s have no prediction; one of them: %s"
              .formatted(counts.badRows(), input, counts.problem()));
      return;
    }
    List<String> columns = List.of(table.columns());
    int[] inputs = model.inputColumns().stream().mapToInt(columns::indexOf).toArray();
    int corrupt = columns.indexOf(TableReader.CORRUPT);
    String bad =
        BadRowReport.first(table, row -> ScoredRows.problem(row, inputs, model, corrupt))
            .map(found -> "%s: %s".formatted(found.place(), found.problem()))
            .orElse("%s: %s".formatted(input, counts.problem()));
    String others =
        counts.badRows() == 1 ? "" : ", one of %,d bad rows".formatted(counts.badRows());
    throw new BadDataException(
        "Cannot predict %s%s; data.bad-rows: skip leaves the prediction of such rows empty"
            .formatted(bad, others));
  }
}
