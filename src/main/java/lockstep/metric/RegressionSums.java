package lockstep.metric;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.linalg.ExactSum;

/**
 * Weighted errors of predictions for one or several targets. Of several, each number is the plain
 * mean of the targets' own, as scikit-learn's {@code multioutput='uniform_average'}: the mean of
 * their root mean squared errors, not the root of the mean. It depends on the targets' units then;
 * the targets' own numbers stand beside it. Every sum is exact ({@link TargetErrors}).
 */
public final class RegressionSums implements TaskSums {
  private static final long serialVersionUID = 1;

  private final ExactSum weight = new ExactSum();
  private final List<TargetErrors> targets;

  private RegressionSums(List<TargetErrors> targets) {
    this.targets = targets;
  }

  /** No rows of one target. */
  public RegressionSums() {
    this(1);
  }

  /**
   * No rows of m targets.
   *
   * @param targets m, at least 1
   */
  public RegressionSums(int targets) {
    this(none(targets));
    if (targets < 1) {
      throw new IllegalArgumentException(
          "Cannot sum errors: expected at least 1 target, found " + targets);
    }
  }

  private static List<TargetErrors> none(int targets) {
    return Stream.generate(TargetErrors::new).limit(targets).toList();
  }

  @Override
  public RegressionSums empty() {
    return new RegressionSums(targets.size());
  }

  @Override
  public void add(
      double[] labels, int labelOffset, double[] outputs, int outputOffset, double rowWeight) {
    if (rowWeight == 0) {
      return;
    }
    weight.add(rowWeight);
    for (int i = 0; i < targets.size(); i++) {
      targets.get(i).add(labels[labelOffset + i], outputs[outputOffset + i], rowWeight);
    }
  }

  @Override
  public RegressionSums plus(TaskSums other) {
    if (!(other instanceof RegressionSums sums) || sums.targets.size() != targets.size()) {
      throw new IllegalArgumentException(
          "Cannot add regression sums: expected regression sums of %d targets, found %s"
              .formatted(targets.size(), other));
    }
    List<TargetErrors> added = new ArrayList<>();
    for (int i = 0; i < targets.size(); i++) {
      added.add(targets.get(i).plus(sums.targets.get(i)));
    }
    RegressionSums sum = new RegressionSums(List.copyOf(added));
    sum.weight.add(weight);
    sum.weight.add(sums.weight);
    return sum;
  }

  /** Root mean squared error, sqrt(sum w (f - y)^2 / sum w); empty if there is no weight. */
  public OptionalDouble rmse() {
    return mean(errors -> errors.rmse(weight));
  }

  /** Mean absolute error, sum w |f - y| / sum w; empty if there is no weight. */
  public OptionalDouble mae() {
    return mean(errors -> errors.mae(weight));
  }

  /**
   * R^2 = 1 - SSE / SST; for a constant target (one row included) 1 if every prediction is right
   * and 0 otherwise, as scikit-learn has it; empty if there is no weight or a sum is not finite.
   */
  public OptionalDouble r2() {
    return mean(errors -> errors.r2(weight));
  }

  /** The plain mean over the targets, in their order; empty if it is undefined for one of them. */
  private OptionalDouble mean(Function<TargetErrors, OptionalDouble> number) {
    double sum = 0;
    for (TargetErrors errors : targets) {
      OptionalDouble one = number.apply(errors);
      if (one.isEmpty()) {
        return one;
      }
      sum += one.getAsDouble();
    }
    return OptionalDouble.of(sum / targets.size());
  }

  /** {@code rmse}, {@code mae}, {@code r2}; of several targets {@code per_target} as well. */
  @Override
  public Map<String, Object> toMap(List<String> labels) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("rmse", Metrics.number(rmse()));
    map.put("mae", Metrics.number(mae()));
    map.put("r2", Metrics.number(r2()));
    if (targets.size() > 1) {
      map.put(
          "per_target",
          IntStream.range(0, targets.size())
              .mapToObj(i -> ofTarget(labels.get(i), targets.get(i)))
              .toList());
    }
    return map;
  }

  private Map<String, Object> ofTarget(String name, TargetErrors errors) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("label", name);
    map.put("rmse", finite(errors.rmse(weight)));
    map.put("mae", finite(errors.mae(weight)));
    map.put("r2", finite(errors.r2(weight)));
    return map;
  }

  /** Null for what JSON has no number for. */
  private static Double finite(OptionalDouble value) {
    Double number = Metrics.number(value);
    return number == null || !Double.isFinite(number) ? null : number;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RegressionSums sums
        && weight.equals(sums.weight)
        && targets.equals(sums.targets);
  }

  @Override
  public int hashCode() {
    return Objects.hash(weight, targets);
  }

  @Override
  public String toString() {
    return "regression sums of weight %s: rmse %s, mae %s".formatted(weight, rmse(), mae());
  }
}
