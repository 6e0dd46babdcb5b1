package lockstep.spark.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import lockstep.generate.GeneratedRow;
import lockstep.generate.Kind;
import lockstep.generate.RowGenerator;
import lockstep.generate.TableSpec;
import lockstep.spark.SharedSpark;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The truth file against formulas written out again, over all pairs and without rewrites. */
class TableTruthIT {
  private static final int ROWS = 2000;
  private static final SparkSession SPARK = SharedSpark.session();

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void theOptimumIsThatOfTheTrueModelOnTheVeryTable(Kind kind) throws IOException {
    Path path = folder.resolve("t.parquet");
    GeneratedTable table = GenerateJob.run(SPARK, spec(kind), path.toString(), "auto", false);
    JsonNode truth = readTruth();
    assertThat(truth.get("kind").textValue()).isEqualTo(kind.word());
    assertThat(truth.get("rows").longValue()).isEqualTo(ROWS);
    assertThat(truth.get("seed").longValue()).isEqualTo(11);

    List<GeneratedRow> rows = rows(spec(kind).generator());
    double loss = rows.stream().mapToDouble(row -> bruteForceLoss(kind, row)).sum() / ROWS;
    JsonNode optimum = truth.get("optimum");
    if (kind == Kind.REGRESSION) {
      assertThat(optimum.get("rmse").doubleValue()).isCloseTo(Math.sqrt(loss), within(1e-12));
      assertThat(truth.get("noise_sd").doubleValue()).isEqualTo(0.5);
    } else {
      assertThat(optimum.get("log_loss").doubleValue()).isCloseTo(loss, within(1e-12));
    }
    if (kind == Kind.BINARY || kind == Kind.PATIENTS || kind == Kind.SPARSE) {
      assertThat(optimum.get("roc_auc").doubleValue()).isEqualTo(bruteForceAuc(rows));
    } else {
      assertThat(optimum.has("roc_auc")).isFalse();
    }
    assertThat(table.truth().optimum().value())
        .isEqualTo(optimum.get(table.truth().optimum().measure()).doubleValue());
  }

  /** Reads the coefficients from the file alone and scores the written rows with them. */
  @ParameterizedTest
  @EnumSource
  void theTruthFileScoresTheWrittenRows(Kind kind) throws IOException {
    Path path = folder.resolve("t.parquet");
    GenerateJob.run(SPARK, spec(kind), path.toString(), "auto", false, 1);
    JsonNode truth = readTruth();
    List<Row> table = SPARK.read().parquet(path.toString()).collectAsList();
    RowGenerator generator = spec(kind).generator();
    for (int i = 0; i < 100; i++) {
      double[] scores = generator.row(i).scores();
      assertThat(truth.get("outputs")).hasSize(scores.length);
      for (int k = 0; k < scores.length; k++) {
        assertThat(score(truth.get("outputs").get(k), table.get(i)))
            .isCloseTo(scores[k], within(1e-12));
      }
    }
  }

  private static TableSpec spec(Kind kind) {
    return new TableSpec(kind, ROWS, 4, 3, 11, 2, 0.3);
  }

  private static List<GeneratedRow> rows(RowGenerator generator) {
    return LongStream.range(0, ROWS).mapToObj(generator::row).toList();
  }

  private JsonNode readTruth() throws IOException {
    return new ObjectMapper().readTree(Files.readString(folder.resolve("t.parquet.truth.json")));
  }

  /** From the probabilities, by the textbook formulas. */
  private static double bruteForceLoss(Kind kind, GeneratedRow row) {
    double[] z = row.scores();
    double[] y = row.labels();
    return switch (kind) {
      case REGRESSION -> Math.pow(y[0] - z[0], 2);
      case MULTICLASS -> -Math.log(Math.exp(z[(int) y[0]]) / Arrays.stream(z).map(Math::exp).sum());
      default -> meanCrossEntropy(z, y);
    };
  }

  private static double meanCrossEntropy(double[] z, double[] y) {
    double sum = 0;
    for (int i = 0; i < z.length; i++) {
      double p = 1 / (1 + Math.exp(-z[i]));
      sum -= y[i] * Math.log(p) + (1 - y[i]) * Math.log1p(-p);
    }
    return sum / z.length;
  }

  private static double bruteForceAuc(List<GeneratedRow> rows) {
    long twiceInOrder = 0;
    long pairs = 0;
    for (GeneratedRow positive : rows) {
      for (GeneratedRow negative : rows) {
        if (positive.labels()[0] == 1 && negative.labels()[0] == 0) {
          pairs++;
          double gap = positive.scores()[0] - negative.scores()[0];
          twiceInOrder += gap > 0 ? 2 : gap == 0 ? 1 : 0;
        }
      }
    }
    return (double) twiceInOrder / (2 * pairs);
  }

  private static double score(JsonNode output, Row row) {
    double score = output.get("intercept").doubleValue();
    for (JsonNode term : output.get("terms")) {
      Object cell = row.getAs(term.get("column").textValue());
      double coefficient = term.get("coefficient").doubleValue();
      if (term.has("level")) {
        score += term.get("level").textValue().equals(cell) ? coefficient : 0;
      } else if (cell instanceof Vector vector) {
        score += coefficient * vector.apply(term.get("element").intValue());
      } else if (cell instanceof Number number) {
        double center = term.get("center").doubleValue();
        score += coefficient * (number.doubleValue() - center) / term.get("scale").doubleValue();
      }
    }
    return score;
  }
}
