package lockstep.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import lockstep.encode.EncoderOptions;
import lockstep.encode.TargetOptions;
import lockstep.generate.Kind;
import lockstep.generate.TableSpec;
import lockstep.linalg.Precision;
import lockstep.spark.generate.GenerateJob;
import lockstep.spark.table.PreparedTable;
import lockstep.spark.table.SplitShares;
import lockstep.spark.table.TableFormat;
import lockstep.spark.table.TableOptions;
import lockstep.spark.table.TablePreparation;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.Imputer;
import org.apache.spark.ml.feature.OneHotEncoder;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.RDDInfo;

/**
 * From a raw table to cached shards: rows per second beside the pipeline that Spark ML's users
 * build for the same table, and the bytes a cached row takes.
 */
record TableCase() implements Case {
  private static final double ROWS_PER_SECOND = 200_000;
  private static final double BYTES_TARGET = 1.15;
  private static final List<String> MARKS = List.of("", "NA", "N/A", "?", "null");
  private static final int WIDE = 100;

  @Override
  public String name() {
    return "t";
  }

  @Override
  public String title() {
    return "preparing and encoding a table; bytes of a cached row";
  }

  @Override
  public void run(Lab lab) {
    long rows = lab.options().rows();
    for (String format : List.of("parquet", "csv")) {
      String path = generate(lab, Kind.PATIENTS, rows, format);
      TableOptions options = options(path, List.of("id"));
      Contestant ours =
          Contestant.of(
              "Lockstep prepare",
              () -> new TablePreparation(lab.spark(), options).prepare().close());
      Contestant theirs =
          Contestant.of("Spark ML pipeline", () -> pipeline(read(lab, format, path)));
      Race race = lab.raceAndClose(lab.races("mllib") ? List.of(ours, theirs) : List.of(ours));
      report(lab.report(), format, rows, race);
    }
    bytes(lab, Math.min(rows, 200_000));
  }

  private void report(Report report, String format, long rows, Race race) {
    String ours = "Lockstep prepare";
    String theirs = "Spark ML pipeline";
    String of = ", patients %s, %,d rows".formatted(format, rows);
    Figure time = Figure.of(name(), ours + of, race, ours);
    if (race.has(theirs)) {
      report.add(Figure.of(name(), theirs + of, race, theirs));
      time = time.over(theirs, race.ratio(ours, theirs));
    }
    report.add(time);
    List<Double> speeds = new ArrayList<>();
    for (double milliseconds : race.times().get(ours)) {
      speeds.add(rows / milliseconds * 1e3);
    }
    double median = rows / race.median(ours) * 1e3;
    report.add(
        new Figure(name(), ours + of, "rows/s", median, null, null, null, null, speeds, null)
            .over("200,000 rows/s", median / ROWS_PER_SECOND)
            .atLeast(1));
  }

  private void bytes(Lab lab, long rows) {
    String path = generate(lab, Kind.BINARY, rows, "parquet");
    try (PreparedTable table =
        new TablePreparation(lab.spark(), options(path, List.of())).prepare()) {
      long cached = 0;
      for (RDDInfo info : lab.spark().sparkContext().getRDDStorageInfo()) {
        cached += info.memSize() + info.diskSize();
      }
      double perRow = cached / (double) rows;
      int features = table.encoder().features().width();
      lab.report()
          .add(
              Figure.single(
                      name(), "cached row of %d features".formatted(features), "bytes", perRow)
                  .over("4 bytes a feature", perRow / (4.0 * features))
                  .atMost(BYTES_TARGET));
    }
  }

  private static String generate(Lab lab, Kind kind, long rows, String format) {
    Path path = lab.options().work().resolve("%s.%s".formatted(kind.word(), format));
    TableSpec spec = new TableSpec(kind, rows, WIDE, 2, 1);
    GenerateJob.run(lab.spark(), spec, path.toAbsolutePath().toString(), format, true);
    return path.toAbsolutePath().toString();
  }

  private static TableOptions options(String path, List<String> ignore) {
    return new TableOptions(
        Optional.of(path),
        Map.of(),
        TableFormat.bySuffix(),
        Optional.empty(),
        ignore,
        new EncoderOptions(
            Optional.empty(),
            Optional.empty(),
            EncoderOptions.Impute.MEAN,
            EncoderOptions.Scale.STANDARD,
            Optional.empty(),
            1000,
            MARKS,
            List.of()),
        new TargetOptions(
            List.of("label"),
            Optional.empty(),
            Optional.empty(),
            EncoderOptions.Scale.STANDARD,
            MARKS),
        new SplitShares(0.6, 0.2, 0.2),
        Training.SEED,
        OptionalInt.empty(),
        Precision.FLOAT32,
        false);
  }

  private static Dataset<Row> read(Lab lab, String format, String path) {
    return format.equals("csv")
        ? lab.spark()
            .read()
            .option("header", true)
            .option("inferSchema", true)
            .option("nullValue", "N/A")
            .csv(path)
        : lab.spark().read().parquet(path);
  }

  private static void pipeline(Dataset<Row> table) {
    String[] texts = {"gender", "ever_married", "work_type", "Residence_type", "smoking_status"};
    String[] indexed = suffixed(texts, "_index");
    String[] encoded = suffixed(texts, "_hot");
    List<String> inputs =
        new ArrayList<>(
            List.of("age", "hypertension", "heart_disease", "avg_glucose_level", "bmi_full"));
    inputs.addAll(List.of(encoded));
    PipelineStage[] stages = {
      new StringIndexer().setInputCols(texts).setOutputCols(indexed).setHandleInvalid("keep"),
      new OneHotEncoder().setInputCols(indexed).setOutputCols(encoded),
      new Imputer().setInputCols(new String[] {"bmi"}).setOutputCols(new String[] {"bmi_full"}),
      new VectorAssembler().setInputCols(inputs.toArray(String[]::new)).setOutputCol("raw"),
      new StandardScaler().setWithMean(true).setInputCol("raw").setOutputCol("features")
    };
    Dataset<Row>[] splits = table.randomSplit(new double[] {0.6, 0.2, 0.2}, Training.SEED);
    var model = new Pipeline().setStages(stages).fit(splits[0]);
    for (Dataset<Row> split : splits) {
      Dataset<Row> prepared = model.transform(split).select("features", "label").persist();
      prepared.count();
      prepared.unpersist(true);
    }
  }

  private static String[] suffixed(String[] names, String suffix) {
    return java.util.Arrays.stream(names).map(name -> name + suffix).toArray(String[]::new);
  }
}
