package lockstep.spark.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import lockstep.SharedData;
import lockstep.config.JobFile;
import lockstep.encode.LibsvmLine;
import lockstep.model.Prediction;
import lockstep.model.TrainedModel;
import lockstep.spark.SharedSpark;
import lockstep.store.OutputException;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sparse tables from file to prediction: what they give is what dense ones give. */
class SparseIT {
  /** Of float64: the sums have other orders. */
  private static final double DENSE_DISTANCE = 1e-9;

  @TempDir Path folder;

  @Test
  void a9aSparseAndAsCsvTrainTheSameModelToTheReferenceOptimum() throws IOException {
    Path train = SharedData.file("a9a.libsvm.gz");
    Path test = SharedData.file("a9a.t.libsvm.gz");
    FinishedRun sparse = a9a(train, test, "output.run-id=sparse", "features.layout=sparse");
    FinishedRun dense = a9a(csv(train, "train.csv"), csv(test, "test.csv"), "output.run-id=csv");

    RunContract.check(sparse, 32560 + 16281);
    assertThat(sparse.json("manifest.json").path("features_layout").asText()).isEqualTo("sparse");
    assertThat(dense.json("manifest.json").path("features_layout").asText()).isEqualTo("dense");
    assertThat(parameters(sparse))
        .usingComparatorWithPrecision(DENSE_DISTANCE)
        .containsExactly(parameters(dense));
    for (String metric : List.of("loss", "accuracy", "weighted_f1", "roc_auc", "pr_auc")) {
      assertThat(sparse.metrics("test").path(metric).asDouble())
          .isCloseTo(dense.metrics("test").path(metric).asDouble(), within(DENSE_DISTANCE));
    }
    assertThat(sparse.metrics("test").path("accuracy").asDouble()).isCloseTo(0.8498, within(2e-4));
    assertThat(sparse.metrics("test").path("roc_auc").asDouble()).isCloseTo(0.9024, within(1e-4));
  }

  private FinishedRun a9a(Path train, Path test, String... words) {
    List<String> overrides = new ArrayList<>(List.of(words));
    overrides.add("data.train=" + train);
    overrides.add("data.test=" + test);
    return FinishedRun.of("a9a", folder, overrides);
  }

  private static double[] parameters(FinishedRun run) {
    return TrainedModel.load(run.folder()).parameters();
  }

  /** The table with a column for each of the 122 indices that the training rows have. */
  private Path csv(Path table, String name) throws IOException {
    StringBuilder text = new StringBuilder("label");
    for (int i = 0; i < 122; i++) {
      text.append(",x").append(i);
    }
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(table)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        LibsvmLine row = LibsvmLine.parse(line).orElseThrow();
        text.append('\n').append(row.label());
        for (double x : row.features().toArray(122)) {
          text.append(',').append((int) x);
        }
      }
    }
    return Files.writeString(folder.resolve(name), text.append('\n'));
  }

  /** Rows of five numbers at any of 80 indices, the label by the sum of those at the even ones. */
  private static List<String> lines(int count) {
    Random random = new Random(8);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder line = new StringBuilder();
      double sum = random.nextGaussian();
      for (int index : random.ints(1, 81).distinct().limit(5).sorted().toArray()) {
        double value = random.nextInt(9) / 4.0 + 1;
        sum += index % 2 == 0 ? value : -value;
        line.append(' ').append(index).append(':').append(value);
      }
      lines.add((sum > 0 ? "+1" : "-1") + line);
    }
    return lines;
  }

  @Test
  void standardisedSparseRowsTrainANetworkAsDenseOnesDoAndAreScoredWithoutSpark()
      throws IOException {
    List<String> rows = lines(400);
    Path table = Files.write(folder.resolve("t.svm"), rows);
    FinishedRun sparse = small(table, "sparse");
    FinishedRun dense = small(table, "dense");
    for (String split : List.of("train", "validation", "test")) {
      assertThat(sparse.metrics(split).path("loss").asDouble())
          .isCloseTo(dense.metrics(split).path("loss").asDouble(), within(DENSE_DISTANCE));
    }
    Path output = folder.resolve("scored");
    long written =
        PredictJob.run(
            SharedSpark.session(),
            JobFile.of(List.of("data.path=" + table)),
            sparse.folder().toString(),
            table.toString(),
            output.toString(),
            JobObserver.SILENT);
    assertThat(written).isEqualTo(rows.size());
    List<Row> scored = SharedSpark.session().read().parquet(output.toString()).collectAsList();
    TrainedModel model = TrainedModel.load(sparse.folder());
    for (int i = 0; i < rows.size(); i++) {
      LibsvmLine line = LibsvmLine.parse(rows.get(i)).orElseThrow();
      Prediction expected = model.score(Map.of("features", line.features()));
      Row row = scored.get(i);
      assertThat(row.<String>getAs("label")).isEqualTo(line.label());
      assertThat(row.<Vector>getAs("features").toArray())
          .containsExactly(line.features().toArray(80));
      assertThat(row.<Object>getAs("prediction")).isEqualTo(expected.prediction());
      assertThat(row.<Double>getList(row.fieldIndex("probability")).get(1))
          .isCloseTo(expected.probability()[1], within(DENSE_DISTANCE));
    }
  }

  private FinishedRun small(Path table, String layout) {
    return FinishedRun.of(
        JobFile.of(
            List.of(
                "data.path=" + table,
                "model.hidden=[4]",
                "train.epochs=5",
                "train.l2=0.01",
                "train.precision=float64",
                "features.layout=" + layout,
                "output.dir=" + folder,
                "output.run-id=" + layout)));
  }

  @Test
  void whatCannotHoldSparseRowsOrPredictionsIsRefused() throws IOException {
    Path table = Files.write(folder.resolve("t.svm"), lines(60));
    FinishedRun run = small(table, "sparse");
    assertThatThrownBy(() -> predict(run, table, "scored.csv"))
        .isInstanceOf(OutputException.class)
        .hasMessage(
            "Cannot write the table scored.csv: expected a path that ends in .parquet, .json or"
                + " .orc, found CSV, which cannot hold the sparse rows of "
                + table);
    assertThatThrownBy(() -> predict(run, table, "scored.svm"))
        .isInstanceOf(OutputException.class)
        .hasMessageEndingWith("found LIBSVM, which cannot hold predictions");
  }

  private static void predict(FinishedRun run, Path table, String output) {
    PredictJob.run(
        SharedSpark.session(),
        JobFile.of(List.of("data.path=" + table)),
        run.folder().toString(),
        table.toString(),
        output,
        JobObserver.SILENT);
  }
}
