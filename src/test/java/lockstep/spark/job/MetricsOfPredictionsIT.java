package lockstep.spark.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lockstep.config.JobFile;
import lockstep.linalg.SplitMix64;
import lockstep.spark.SharedSpark;
import lockstep.spark.job.PlainScores.Scored;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The metrics of a run are those of its predictions: worked out again from what predict wrote. */
class MetricsOfPredictionsIT {
  private static final double TOLERANCE = 1e-9;
  private static final Map<String, Integer> SPLITS =
      Map.of("train", 400, "validation", 90, "test", 150);

  @TempDir static Path folder;

  @BeforeAll
  static void writeTables() throws IOException {
    SplitMix64 random = new SplitMix64(23);
    for (var split : new TreeMap<>(SPLITS).entrySet()) {
      List<String> lines = new ArrayList<>(List.of("size,colour,w,yes,kind,a,b,c,price,area"));
      for (int i = 0; i < split.getValue(); i++) {
        double size = Math.round(4 * random.nextGaussian()) / 4.0;
        int colour = random.nextInt(4);
        double score = size + colour / 2.0 - 1 + random.nextGaussian();
        lines.add(
            "%s,%s,%s,%s,%s,%d,%d,%d,%s,%s"
                .formatted(
                    random.nextInt(10) == 0 ? "" : size,
                    List.of("red", "green", "blue", "").get(colour),
                    random.nextInt(5) / 2.0,
                    score > 0.5 ? "yes" : "no",
                    score > 1 ? "3" : score > -1 ? "2" : "10",
                    score > 0.5 ? 1 : 0,
                    size > 0 ? 1 : 0,
                    random.nextInt(2),
                    1000 + 100 * score,
                    1e6 + size));
      }
      Files.write(table(split.getKey()), lines);
    }
  }

  private static Path table(String split) {
    return folder.resolve(split + ".csv");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "binary     | yes           | w    | kind, a, b, c, price, area",
        "binary     | yes           |      | w, kind, a, b, c, price, area",
        "multiclass | kind          | w    | yes, a, b, c, price, area",
        "multilabel | a, b, c       |      | w, yes, kind, price, area",
        "regression | price         | w    | yes, kind, a, b, c, area",
        "regression | price, area   | w    | yes, kind, a, b, c"
      })
  void areWhatTheirDefinitionsGive(String task, String labels, String weight, String ignored)
      throws IOException {
    List<String> names = List.of(labels.split(", "));
    FinishedRun run = run(task, labels, weight, ignored);

    for (String split : SPLITS.keySet()) {
      JsonNode metrics = run.metrics(split);
      List<String> classes = names;
      if (metrics.has("labels")) {
        classes = new ArrayList<>();
        for (JsonNode label : metrics.path("labels")) {
          classes.add(label.asText());
        }
      }
      List<Scored> rows = scored(predicted(run, split), task, names, classes, weight);
      assertThat(rows).hasSize(SPLITS.get(split));
      double threshold = run.json("model/model.json").path("threshold").asDouble();
      Map<String, Object> plain =
          new PlainScores(rows, classes, weight != null, threshold).of(task);
      if (split.equals("validation") && task.equals("binary")) {
        assertThresholdIsTheBest(run, rows, weight != null);
      }
      if (task.equals("regression")) {
        plain.put("loss", trainedLoss(run, rows));
        if (plain.get("unweighted") instanceof Map<?, ?> map) {
          Map<String, Object> unweighted = new TreeMap<>();
          map.forEach((name, value) -> unweighted.put((String) name, value));
          unweighted.put("loss", trainedLoss(run, PlainScores.once(rows)));
          plain.put("unweighted", unweighted);
        }
      }
      assertSame(metrics, plain, split);
    }
  }

  /** Among the probabilities of all rows, by weight; 0.5 unless another was asked for. */
  private static void assertThresholdIsTheBest(FinishedRun run, List<Scored> rows, boolean tuned) {
    JsonNode told = run.json("manifest.json").path("threshold");
    assertThat(told.isMissingNode()).isEqualTo(!tuned);
    double chosen = run.json("model/model.json").path("threshold").asDouble();
    if (!tuned) {
      assertThat(chosen).isEqualTo(0.5);
      return;
    }
    double best = 0;
    for (Scored candidate : rows) {
      best = Math.max(best, weightedF2(rows, candidate.probability()[1]));
    }
    assertThat(told.path("criterion").asText()).isEqualTo("f-beta");
    assertThat(told.path("threshold").asDouble()).isEqualTo(chosen);
    assertThat(told.path("value").asDouble()).isCloseTo(best, within(1e-12));
    assertThat(weightedF2(rows, chosen)).isCloseTo(best, within(1e-12));
    assertThat(weightedF2(rows, 0.5)).isLessThan(best);
  }

  private static double weightedF2(List<Scored> rows, double threshold) {
    double hits = 0;
    double predicted = 0;
    double positive = 0;
    for (Scored row : rows) {
      boolean is = row.probability()[1] >= threshold;
      hits += is && row.actual()[0] == 1 ? row.weight() : 0;
      predicted += is ? row.weight() : 0;
      positive += row.actual()[0] == 1 ? row.weight() : 0;
    }
    return predicted == 0 ? 0 : 5 * hits / (4 * positive + predicted);
  }

  private static FinishedRun run(String task, String labels, String weight, String ignored) {
    return FinishedRun.of(
        JobFile.of(
            List.of(
                "data.train=" + table("train"),
                "data.validation=" + table("validation"),
                "data.test=" + table("test"),
                "data.label=[" + labels + "]",
                "data.weight=" + (weight == null ? "null" : weight),
                "data.ignore=[" + ignored + "]",
                "model.task=" + task,
                "model.hidden=[6]",
                "train.epochs=4",
                "train.learning-rate=0.02",
                "evaluate.thresholds=[0.3, 0.5]",
                "evaluate.tune-threshold="
                    + (task.equals("binary") && weight != null ? "f-beta" : "none"),
                "output.dir=" + folder.resolve("runs"))));
  }

  private static List<Row> predicted(FinishedRun run, String split) {
    Path output = run.folder().resolve("scored-" + split + ".parquet");
    PredictJob.run(
        SharedSpark.session(),
        JobFile.of(List.of("data.path=x")),
        run.folder().toString(),
        table(split).toString(),
        output.toString(),
        JobObserver.SILENT);
    return SharedSpark.session().read().parquet(output.toString()).collectAsList();
  }

  private static List<Scored> scored(
      List<Row> rows, String task, List<String> columns, List<String> names, String weight) {
    List<Scored> scored = new ArrayList<>();
    for (Row row : rows) {
      double[] actual =
          columns.stream()
              .map(column -> row.<String>getAs(column))
              .mapToDouble(cell -> number(task, cell, names))
              .toArray();
      List<Double> probability = row.getList(row.fieldIndex("probability"));
      scored.add(
          new Scored(
              actual,
              prediction(row, task, names),
              probability == null
                  ? new double[0]
                  : probability.stream().mapToDouble(Double::doubleValue).toArray(),
              weight == null ? 1 : Double.parseDouble(row.getAs(weight))));
    }
    return scored;
  }

  private static double number(String task, String cell, List<String> names) {
    return List.of("binary", "multiclass").contains(task)
        ? names.indexOf(cell)
        : Double.parseDouble(cell);
  }

  private static double[] prediction(Row row, String task, List<String> names) {
    int position = row.fieldIndex("prediction");
    return switch (task) {
      case "multilabel" -> {
        List<String> holding = row.getList(position);
        yield names.stream().mapToDouble(name -> holding.contains(name) ? 1 : 0).toArray();
      }
      case "regression" ->
          names.size() == 1
              ? new double[] {row.getDouble(position)}
              : row.<Double>getList(position).stream().mapToDouble(Double::doubleValue).toArray();
      default -> new double[] {names.indexOf(row.getString(position))};
    };
  }

  /** The loss of a regression is on the scale it is trained on. */
  private static double trainedLoss(FinishedRun run, List<Scored> rows) {
    JsonNode scalings = run.json("model/encoder.json").path("target").path("scalings");
    double sum = 0;
    double weight = 0;
    for (Scored row : rows) {
      weight += row.weight();
      for (int i = 0; i < scalings.size(); i++) {
        double error = row.predicted()[i] - row.actual()[i];
        double scaled = error / scalings.path(i).path("scale").asDouble();
        sum += row.weight() * scaled * scaled / scalings.size();
      }
    }
    return sum / weight;
  }

  private static void assertSame(JsonNode metrics, Map<String, Object> plain, String split) {
    Map<String, Object> found = new TreeMap<>();
    Map<String, Object> expected = new TreeMap<>();
    flatten(split, metrics, found);
    flatten(split, new ObjectMapper().valueToTree(plain), expected);

    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (name, value) -> {
          if (value instanceof Double number) {
            double tolerance = TOLERANCE * Math.max(1, Math.abs(number));
            assertThat((Double) found.get(name)).as(name).isCloseTo(number, within(tolerance));
          } else {
            assertThat(found.get(name)).as(name).isEqualTo(value);
          }
        });
    assertThat(Arrays.asList("rmse", "accuracy", "hamming_loss").stream().map(metrics::path))
        .anyMatch(JsonNode::isNumber);
  }

  /** Counts stay as they are; a tolerance below a half could not hide a row among them. */
  private static void flatten(String name, JsonNode node, Map<String, Object> values) {
    if (node.isObject()) {
      node.properties()
          .forEach(field -> flatten(name + "." + field.getKey(), field.getValue(), values));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(name + "[" + i + "]", node.path(i), values);
      }
    } else {
      values.put(name, node.isNumber() ? (Object) node.asDouble() : node.asText());
    }
  }
}
