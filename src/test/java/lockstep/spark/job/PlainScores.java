package lockstep.spark.job;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Metrics of predictions by their definitions, in loops over the rows: slow, and ours alone. */
final class PlainScores {
  /**
   * A row with its truth and its prediction.
   *
   * @param actual the class [1], a 0 or 1 for each label, or the targets
   * @param predicted the same of the prediction
   * @param probability of each class or label; none for regression
   */
  record Scored(double[] actual, double[] predicted, double[] probability, double weight) {}

  private final List<Scored> rows;
  private final List<String> names;
  private final boolean weighted;
  private final double decision;

  /**
   * Scores of these rows.
   *
   * @param decision the threshold that predictions are made by
   */
  PlainScores(List<Scored> rows, List<String> names, boolean weighted, double decision) {
    this.rows = rows;
    this.names = names;
    this.weighted = weighted;
    this.decision = decision;
  }

  /** All that {@code metrics.json} says of a split, by the same names. */
  Map<String, Object> of(String task) {
    Map<String, Object> map = new HashMap<>();
    map.put("rows", rows.size());
    map.put("weight", sum(Scored::weight));
    switch (task) {
      case "regression" -> regression(map);
      case "multilabel" -> multilabel(map);
      default -> classes(map);
    }
    if (task.equals("binary")) {
      binary(map);
    }
    if (weighted) {
      map.put("unweighted", unweighted(task));
    }
    return map;
  }

  private double sum(ToDoubleFunction<Scored> number) {
    return rows.stream().mapToDouble(number).sum();
  }

  /** The weighted mean. */
  private double mean(ToDoubleFunction<Scored> number) {
    return sum(row -> row.weight * number.applyAsDouble(row)) / sum(Scored::weight);
  }

  private void regression(Map<String, Object> map) {
    List<Map<String, Object>> targets = new ArrayList<>();
    for (int target = 0; target < names.size(); target++) {
      int i = target;
      double mean = mean(row -> row.actual[i]);
      double squares = mean(row -> Math.pow(row.predicted[i] - row.actual[i], 2));
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("label", names.get(i));
      one.put("rmse", Math.sqrt(squares));
      one.put("mae", mean(row -> Math.abs(row.predicted[i] - row.actual[i])));
      one.put("r2", 1 - squares / mean(row -> Math.pow(row.actual[i] - mean, 2)));
      targets.add(one);
    }
    for (String name : List.of("rmse", "mae", "r2")) {
      map.put(
          name,
          targets.stream().mapToDouble(one -> (double) one.get(name)).average().orElseThrow());
    }
    if (names.size() > 1) {
      map.put("per_target", targets);
    }
  }

  /** The numbers of the rows, each counted once. */
  private Map<String, Object> unweighted(String task) {
    Map<String, Object> plain = new PlainScores(once(rows), names, false, decision).of(task);
    plain.values().removeIf(value -> !(value instanceof Number));
    plain.keySet().removeAll(List.of("rows", "weight", "threshold"));
    return plain;
  }

  /** The rows with weight 1. */
  static List<Scored> once(List<Scored> rows) {
    return rows.stream()
        .map(row -> new Scored(row.actual, row.predicted, row.probability, 1))
        .toList();
  }

  private void classes(Map<String, Object> map) {
    map.put("loss", mean(row -> -Math.log(row.probability[(int) row.actual[0]])));
    map.putAll(report(row -> 1));
    map.put("labels", names);
    if (weighted) {
      Map<String, Object> of = report(Scored::weight);
      of.keySet().retainAll(List.of("accuracy", "weighted_f1", "confusion_matrix"));
      map.put("weighted", of);
    }
  }

  private Map<String, Object> report(ToDoubleFunction<Scored> weight) {
    double[][] matrix = new double[names.size()][names.size()];
    for (Scored row : rows) {
      matrix[(int) row.actual[0]][(int) row.predicted[0]] += weight.applyAsDouble(row);
    }
    double total = sum(weight);
    double right = 0;
    double weightedF1 = 0;
    double macroF1 = 0;
    List<Map<String, Object>> perClass = new ArrayList<>();
    for (int c = 0; c < matrix.length; c++) {
      int of = c;
      double support = IntStream.range(0, matrix.length).mapToDouble(p -> matrix[of][p]).sum();
      double predicted = IntStream.range(0, matrix.length).mapToDouble(a -> matrix[a][of]).sum();
      perClass.add(scores(names.get(c), matrix[c][c], predicted, support));
      double f1 = (double) perClass.get(c).get("f1");
      right += matrix[c][c];
      weightedF1 += support / total * f1;
      macroF1 += f1 / matrix.length;
    }
    Map<String, Object> map = new HashMap<>();
    map.put("accuracy", right / total);
    map.put("weighted_f1", weightedF1);
    map.put("macro_f1", macroF1);
    map.put("confusion_matrix", matrix);
    map.put("per_class", perClass);
    return map;
  }

  private static Map<String, Object> scores(
      String name, double right, double predicted, double support) {
    double precision = predicted == 0 ? 0 : right / predicted;
    double recall = support == 0 ? 0 : right / support;
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("label", name);
    map.put("precision", precision);
    map.put("recall", recall);
    map.put("f1", right == 0 ? 0.0 : 2 * precision * recall / (precision + recall));
    map.put("support", support);
    return map;
  }

  private void binary(Map<String, Object> map) {
    map.put("roc_auc", rocAuc());
    map.put("pr_auc", averagePrecision());
    List<Map<String, Object>> thresholds = new ArrayList<>();
    List<Double> listed = new ArrayList<>(List.of(0.3, 0.5));
    if (decision != 0.5) {
      map.put("threshold", decision);
      listed.add(decision);
    }
    for (double threshold : listed) {
      List<Scored> at =
          rows.stream()
              .map(
                  row ->
                      new Scored(
                          row.actual,
                          new double[] {row.probability[1] >= threshold ? 1 : 0},
                          row.probability,
                          row.weight))
              .toList();
      Map<String, Object> report = new PlainScores(at, names, false, threshold).report(row -> 1);
      Map<String, Object> one = new HashMap<>();
      one.put("threshold", threshold);
      one.put("confusion_matrix", report.get("confusion_matrix"));
      Map<?, ?> positive = (Map<?, ?>) ((List<?>) report.get("per_class")).get(1);
      for (String name : List.of("precision", "recall", "f1")) {
        one.put(name, positive.get(name));
      }
      thresholds.add(one);
    }
    map.put("thresholds", thresholds);
  }

  /**
   * The share of pairs in which the positive row scores higher; half of those with equal scores.
   */
  private double rocAuc() {
    double pairs = 0;
    double ordered = 0;
    for (Scored positive : rows) {
      for (Scored negative : rows) {
        if (positive.actual[0] == 1 && negative.actual[0] == 0) {
          double weight = positive.weight * negative.weight;
          int order = Double.compare(positive.probability[1], negative.probability[1]);
          pairs += weight;
          ordered += weight * (order > 0 ? 1 : order == 0 ? 0.5 : 0);
        }
      }
    }
    return ordered / pairs;
  }

  /** The mean over the positive rows of the precision among all that score no lower. */
  private double averagePrecision() {
    double sum = 0;
    double positives = 0;
    for (Scored at : rows.stream().sorted(Comparator.comparing(r -> r.probability[1])).toList()) {
      if (at.actual[0] == 1) {
        double above = 0;
        double right = 0;
        for (Scored row : rows) {
          if (row.probability[1] >= at.probability[1]) {
            above += row.weight;
            right += row.weight * row.actual[0];
          }
        }
        sum += at.weight * right / above;
        positives += at.weight;
      }
    }
    return sum / positives;
  }

  private void multilabel(Map<String, Object> map) {
    map.put("loss", mean(PlainScores::meanCrossEntropy));
    map.put("labels", names);
    List<Map<String, Object>> perLabel = new ArrayList<>();
    double[] totals = new double[3];
    double macroF1 = 0;
    for (int label = 0; label < names.size(); label++) {
      int i = label;
      double right = sum(row -> row.actual[i] * row.predicted[i]);
      double predicted = sum(row -> row.predicted[i]);
      double support = sum(row -> row.actual[i]);
      perLabel.add(scores(names.get(i), right, predicted, support));
      macroF1 += (double) perLabel.get(i).get("f1") / names.size();
      totals[0] += right;
      totals[1] += predicted;
      totals[2] += support;
    }
    map.put("per_label", perLabel);
    map.put("macro_f1", macroF1);
    map.put("micro_f1", scores("all", totals[0], totals[1], totals[2]).get("f1"));
    map.put("hamming_loss", sum(row -> wrong(row) / names.size()) / rows.size());
    map.put("subset_accuracy", sum(row -> wrong(row) == 0 ? 1 : 0) / rows.size());
  }

  private static double wrong(Scored row) {
    return IntStream.range(0, row.actual.length)
        .filter(i -> row.actual[i] != row.predicted[i])
        .count();
  }

  private static double meanCrossEntropy(Scored row) {
    double sum = 0;
    for (int i = 0; i < row.actual.length; i++) {
      sum -= Math.log(row.actual[i] == 1 ? row.probability[i] : 1 - row.probability[i]);
    }
    return sum / row.actual.length;
  }
}
