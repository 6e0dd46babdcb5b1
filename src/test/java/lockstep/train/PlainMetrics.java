package lockstep.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import lockstep.data.Block;
import lockstep.linalg.Precision;
import lockstep.metric.Metrics;
import lockstep.nn.LoopForward;

/**
 * Metrics written out as their textbook formulas, row by row and pair by pair, in double: slow,
 * naive and short. Counts of rows do not look at weights; losses, errors and areas do.
 */
final class PlainMetrics {
  private static final double ROUNDING = 1e-9;

  private final Problem.Head head;
  private final Block rows;
  private final double[][] logits;
  private final Map<String, Double> values = new LinkedHashMap<>();

  private PlainMetrics(Problem problem, double[] parameters, Block rows) {
    this.head = problem.head().plain();
    this.rows = rows;
    logits = new double[rows.rows()][];
    double[] rounded = parameters.clone();
    if (problem.precision() == Precision.FLOAT32) {
      for (int i = 0; i < rounded.length; i++) {
        rounded[i] = (float) rounded[i];
      }
    }
    for (int row = 0; row < logits.length; row++) {
      double[] features = new double[Problem.FEATURES];
      for (int i = 0; i < features.length; i++) {
        features[i] = rows.features().at(i, row);
      }
      logits[row] = LoopForward.logits(problem.objective().network(), rounded, features);
    }
  }

  /** The metrics of a problem's rows at given parameters. */
  static PlainMetrics of(Problem problem, double[] parameters, Block rows) {
    PlainMetrics metrics = new PlainMetrics(problem, parameters, rows);
    metrics.values.put("rows", (double) rows.rows());
    metrics.values.put("weight", metrics.sum(row -> metrics.weight(row)));
    metrics.values.put("loss", metrics.mean(metrics::loss));
    switch (metrics.head) {
      case BINARY, BINARY_SQUARES -> metrics.binary();
      case SOFTMAX -> metrics.values.put("accuracy", metrics.share(metrics::mostLikelyIsRight));
      case MULTILABEL -> metrics.multilabel();
      case TWO_TARGETS -> {
        // Only the loss is defined over several targets.
      }
      default -> metrics.regression();
    }
    return metrics;
  }

  void assertAgree(Metrics found) {
    values.forEach(
        (name, value) ->
            assertThat(found.value(name).orElse(Double.NaN))
                .as(name)
                .isCloseTo(value, within(ROUNDING * Math.max(1, Math.abs(value)))));
  }

  /** A number of each row. */
  @FunctionalInterface
  private interface OfRow {
    double at(int row);
  }

  private double sum(OfRow term) {
    double sum = 0;
    for (int row = 0; row < rows.rows(); row++) {
      sum += term.at(row);
    }
    return sum;
  }

  private double mean(OfRow term) {
    return sum(row -> weight(row) * term.at(row)) / sum(this::weight);
  }

  private double share(OfRow holds) {
    return sum(holds) / rows.rows();
  }

  private double weight(int row) {
    return rows.weights().at(0, row);
  }

  private double label(int i, int row) {
    return rows.labels().at(i, row);
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  private double loss(int row) {
    double[] z = logits[row];
    double sum = 0;
    for (int i = 0; i < z.length; i++) {
      sum +=
          switch (head) {
            case BINARY, MULTILABEL ->
                -Math.log(label(i, row) == 1 ? sigmoid(z[i]) : 1 - sigmoid(z[i]));
            case BINARY_SQUARES -> Math.pow(sigmoid(z[i]) - label(i, row), 2) / 2;
            case SOFTMAX -> Math.exp(z[i]);
            case HUBER -> huber(Math.abs(z[i] - label(i, row)));
            case POISSON -> halfDeviance(prediction(row, 0), label(i, row));
            default -> Math.pow(z[i] - label(i, row), 2);
          };
    }
    return head == Problem.Head.SOFTMAX ? Math.log(sum) - z[(int) label(0, row)] : sum / z.length;
  }

  private static double huber(double size) {
    return size <= 0.75 ? size * size / 2 : 0.75 * size - 0.75 * 0.75 / 2;
  }

  private static double halfDeviance(double rate, double y) {
    return rate - y + (y == 0 ? 0 : y * Math.log(y / rate));
  }

  /** The predicted value; the offset of a Poisson comes after its targets. */
  private double prediction(int row, int target) {
    double z = logits[row][target];
    return head == Problem.Head.POISSON ? Math.exp(z + label(logits[0].length, row)) : z;
  }

  private void binary() {
    values.put("accuracy", share(row -> logits[row][0] >= 0 == (label(0, row) == 1) ? 1 : 0));
    double pairs = 0;
    double ordered = 0;
    for (int positive = 0; positive < rows.rows(); positive++) {
      for (int negative = 0; negative < rows.rows(); negative++) {
        if (label(0, positive) == 1 && label(0, negative) == 0) {
          double weight = weight(positive) * weight(negative);
          double gap = logits[positive][0] - logits[negative][0];
          pairs += weight;
          ordered += gap > 0 ? weight : gap == 0 ? weight / 2 : 0;
        }
      }
    }
    values.put("roc_auc", ordered / pairs);
  }

  private double mostLikelyIsRight(int row) {
    double[] z = logits[row];
    int best = 0;
    for (int i = 1; i < z.length; i++) {
      best = z[i] > z[best] ? i : best;
    }
    return best == (int) label(0, row) ? 1 : 0;
  }

  private void multilabel() {
    values.put("hamming_loss", share(row -> (double) wrongLabels(row) / logits[row].length));
    values.put("subset_accuracy", share(row -> wrongLabels(row) == 0 ? 1 : 0));
  }

  private int wrongLabels(int row) {
    int wrong = 0;
    for (int i = 0; i < logits[row].length; i++) {
      wrong += logits[row][i] >= 0 == (label(i, row) == 1) ? 0 : 1;
    }
    return wrong;
  }

  /** Of several targets the mean of their own numbers. */
  private void regression() {
    for (int target = 0; target < logits[0].length; target++) {
      int i = target;
      double mean = mean(row -> label(i, row));
      double error = mean(row -> Math.pow(prediction(row, i) - label(i, row), 2));
      double spread = mean(row -> Math.pow(label(i, row) - mean, 2));
      addShare("rmse", Math.sqrt(error));
      addShare("mae", mean(row -> Math.abs(prediction(row, i) - label(i, row))));
      addShare("r2", 1 - error / spread);
    }
  }

  private void addShare(String name, double ofTarget) {
    values.merge(name, ofTarget / logits[0].length, Double::sum);
  }
}
