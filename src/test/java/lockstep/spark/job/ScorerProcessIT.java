package lockstep.spark.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lockstep.config.JobFile;
import lockstep.linalg.SplitMix64;
import lockstep.spark.SharedSpark;
import lockstep.spark.SparkJvm;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process that has our jar and nothing else scores raw rows as Spark predicts them. */
class ScorerProcessIT {
  private static final String HEADER = "id,size,blood pressure,colour,yes.no,kind,a,b,c,price";
  private static final List<String> COLOURS = List.of("red", "green", "blue", "größe", "");

  @TempDir static Path folder;
  private static Path table;
  private static List<String> newRows;

  @BeforeAll
  static void writeTables() throws IOException {
    SplitMix64 random = new SplitMix64(17);
    List<String> lines = new ArrayList<>(List.of(HEADER));
    newRows = new ArrayList<>(List.of("id\tsize\tblood pressure\tcolour"));
    for (int id = 0; id < 400; id++) {
      double size = random.nextGaussian();
      double pressure = 120 + 20 * random.nextGaussian();
      int colour = random.nextInt(COLOURS.size());
      double score = size + pressure / 40 + colour - 5 + random.nextGaussian() / 4;
      lines.add(
          "%d,%s,%s,%s,%s,%s,%d,%d,%d,%s"
              .formatted(
                  id,
                  random.nextInt(9) == 0 ? "NA" : size,
                  random.nextInt(9) == 0 ? "" : Math.round(pressure),
                  COLOURS.get(colour),
                  score > 0 ? "yes" : "no",
                  score > 1 ? "high" : score > -1 ? "mid" : "low",
                  score > 0.5 ? 1 : 0,
                  size > 0 ? 1 : 0,
                  colour > 2 ? 1 : 0,
                  1000 + 100 * score));
      newRows.add(
          "%d\t%s\t%s\t%s"
              .formatted(
                  id,
                  id % 5 == 0 ? "" : Math.round(size * 100) / 100.0,
                  id % 7 == 0 ? "" : Math.round(pressure),
                  id % 11 == 0 ? "never seen" : COLOURS.get(colour)));
    }
    table = Files.write(folder.resolve("t.csv"), lines);
    Files.write(folder.resolve("new.tsv"), newRows);
    Files.write(
        folder.resolve("new.csv"), newRows.stream().map(row -> row.replace('\t', ',')).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "binary     | yes.no    | kind, a, b, c, price",
        "multiclass | kind      | yes.no, a, b, c, price",
        "multilabel | [a, b, c] | yes.no, kind, price",
        "regression | price     | yes.no, kind, a, b, c"
      })
  void scoresAsSparkPredicts(String task, String label, String others) throws IOException {
    Path run =
        train(
            task,
            "model.task=" + task,
            "data.label=" + label,
            "data.ignore=[id, " + others + "]",
            "train.precision=" + (task.equals("multiclass") ? "float64" : "float32"));
    List<Row> predicted = predict(run);

    List<String> scored = score(run);

    assertThat(scored).hasSize(predicted.size());
    double largest = 0;
    for (int i = 0; i < scored.size(); i++) {
      String[] fields = scored.get(i).split("\t", -1);
      largest = Math.max(largest, agree(predicted.get(i), fields[0], fields[1]));
    }
    assertThat(largest).as("greatest difference").isLessThan(1e-6);
    assertThat(predicted.stream().map(row -> row.get(0).toString()).distinct())
        .as("different predictions")
        .hasSizeGreaterThan(1);
  }

  private static Path train(String task, String... words) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "data.path=" + table,
                "job=" + task,
                "model.hidden=[8]",
                "train.epochs=8",
                "train.learning-rate=0.02",
                "output.dir=" + folder.resolve("runs")));
    all.addAll(List.of(words));
    return Path.of(TrainJob.run(SharedSpark.session(), JobFile.of(all), false, JobObserver.SILENT));
  }

  /** Prediction and probability by id, as the command writes them. */
  private static List<Row> predict(Path run) {
    Path input = folder.resolve("new.csv");
    Path output = run.resolve("scored.parquet");
    PredictJob.run(
        SharedSpark.session(),
        JobFile.of(List.of("data.path=" + input)),
        run.toString(),
        input.toString(),
        output.toString(),
        JobObserver.SILENT);
    return SharedSpark.session()
        .read()
        .parquet(output.toString())
        .orderBy(functions.expr("cast(id as int)"))
        .select("prediction", "probability")
        .collectAsList();
  }

  private static List<String> score(Path run) {
    String jar = SparkJvm.lockstepJar().toString();
    Path source = Path.of("src/test/java/lockstep/spark/job/ScorerProcess.java");
    SparkJvm.Finished process =
        SparkJvm.run(
            new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-cp",
                jar,
                source.toString(),
                run.toString(),
                folder.resolve("new.tsv").toString()));
    assertThat(process.exitCode()).as(process.err()).isZero();
    List<String> lines = process.out().lines().toList();
    int rows = newRows.size() - 1;
    assertThat(lines.subList(rows, lines.size()))
        .as("the class path, and what is loadable though it should not be")
        .containsExactly("class path " + jar);
    return lines.subList(0, rows);
  }

  /** The greatest difference of a number; the class must be the same. */
  private static double agree(Row spark, String prediction, String probability) {
    double largest = 0;
    if (spark.get(0) instanceof Double number) {
      assertThat(spark.isNullAt(1)).isTrue();
      assertThat(probability).isEmpty();
      largest = Math.abs(number - Double.parseDouble(prediction));
    } else {
      Object shown = spark.get(0) instanceof String text ? text : spark.getList(0);
      assertThat(prediction).isEqualTo(shown.toString());
      List<Double> expected = spark.getList(1);
      String[] found = probability.split(",");
      assertThat(found).hasSameSizeAs(expected);
      for (int i = 0; i < found.length; i++) {
        largest = Math.max(largest, Math.abs(expected.get(i) - Double.parseDouble(found[i])));
      }
    }
    return largest;
  }
}
