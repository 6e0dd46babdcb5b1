package lockstep.spark.job;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lockstep.config.ConfigException;
import lockstep.config.LabelWeights;
import lockstep.data.Split;
import lockstep.encode.Classes;
import lockstep.encode.TargetEncoder;
import lockstep.encode.Task;
import lockstep.spark.table.PreparedTable;
import lockstep.text.NearestName;

/**
 * The labels of the training rows, and what follows from how often they occur.
 *
 * @param names of the classes, or of the labels of multi-label
 * @param counts training rows of each class, or in which each label holds
 * @param rows number of training rows
 */
record TrainingLabels(Task task, List<String> names, List<Long> counts, long rows) {

  static TrainingLabels of(PreparedTable table) {
    TargetEncoder target = table.encoder().target();
    return new TrainingLabels(
        target.task(),
        target.labels(),
        List.copyOf(table.labelCounts(Split.TRAIN).values()),
        table.rows(Split.TRAIN));
  }

  /**
   * What the weights of rows are multiplied with, by class; none if nothing is asked for.
   *
   * @throws ConfigException for a task without classes, or a label that is none
   */
  List<Double> classWeights(Optional<LabelWeights> asked) {
    boolean classes = task == Task.BINARY || task == Task.MULTICLASS;
    return weights("train.class-weight", asked, classes, "binary and multiclass");
  }

  /**
   * What the loss of labels is multiplied with where they hold; none if nothing is asked for.
   *
   * @throws ConfigException for another task than multi-label, or a label that is none
   */
  List<Double> positiveWeights(Optional<LabelWeights> asked) {
    return weights("train.positive-weight", asked, task == Task.MULTILABEL, "multilabel");
  }

  private List<Double> weights(
      String key, Optional<LabelWeights> asked, boolean fits, String tasks) {
    if (asked.isEmpty()) {
      return List.of();
    }
    if (!fits) {
      throw new ConfigException(
          "Cannot weigh labels by %s: it is for %s, and the task is %s"
              .formatted(key, tasks, task));
    }
    return asked.get().byLabel().map(map -> listed(key, map)).orElseGet(this::balanced);
  }

  private List<Double> listed(String key, Map<String, Double> byLabel) {
    Double[] weights = Collections.nCopies(names.size(), 1.0).toArray(Double[]::new);
    byLabel.forEach(
        (label, weight) -> {
          int index =
              task == Task.MULTILABEL ? names.indexOf(label) : new Classes(names).indexOf(label);
          if (index == Classes.ABSENT) {
            throw new ConfigException(
                "Cannot weigh label \"%s\" by %s: expected one of %s%s"
                    .formatted(
                        label, key, String.join(", ", names), NearestName.hint(label, names)));
          }
          weights[index] = weight;
        });
    if (Arrays.stream(weights).allMatch(weight -> weight == 0)) {
      throw new ConfigException(
          "Cannot weigh labels by %s: expected a weight above 0, found none".formatted(key));
    }
    return List.of(weights);
  }

  /** A label that no or every training row has makes no difference, whatever its weight. */
  private List<Double> balanced() {
    return counts.stream()
        .map(
            count -> {
              double others =
                  task == Task.MULTILABEL ? (double) (rows - count) : (double) rows / names.size();
              return count == 0 || others == 0 ? 1 : others / count;
            })
        .toList();
  }

  /** Labels and their weights, for the manifest. */
  Map<String, Double> named(List<Double> weights) {
    Map<String, Double> named = new LinkedHashMap<>();
    for (int i = 0; i < weights.size(); i++) {
      named.put(names.get(i), weights.get(i));
    }
    return named;
  }

  /**
   * The biases under which a model without features predicts the rates of the labels, weighted as
   * in training: log-odds, of multi-class the logarithms of the shares. A count of 0 is taken for
   * half a row.
   *
   * @param weights by class, or of positive labels; none: all 1
   * @return [k]
   */
  double[] logOdds(List<Double> weights) {
    if (task == Task.REGRESSION) {
      throw new ConfigException(
          "Cannot start biases at the log-odds of labels by model.init-output-bias: the task is regression");
    }
    double[] mass = new double[names.size()];
    for (int i = 0; i < mass.length; i++) {
      double weight = weights.isEmpty() ? 1 : Math.max(weights.get(i), Double.MIN_NORMAL);
      mass[i] = weight * Math.max(counts.get(i), 0.5);
    }
    return switch (task) {
      case BINARY -> new double[] {StrictMath.log(mass[1] / mass[0])};
      case MULTICLASS -> {
        double all = Arrays.stream(mass).sum();
        Arrays.setAll(mass, i -> StrictMath.log(mass[i] / all));
        yield mass;
      }
      case MULTILABEL -> {
        for (int i = 0; i < mass.length; i++) {
          mass[i] = StrictMath.log(mass[i] / Math.max((double) (rows - counts.get(i)), 0.5));
        }
        yield mass;
      }
      case REGRESSION -> mass;
    };
  }
}
