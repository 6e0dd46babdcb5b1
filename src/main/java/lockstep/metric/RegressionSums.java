package lockstep.metric;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import lockstep.linalg.ExactSum;

/**
 * Weighted squared and absolute errors of predictions f for targets y, and the targets' spread.
 *
 * <p>R^2 = 1 - SSE / SST needs SST = sum w (y - mean)^2 in one pass. The textbook identity SST =
 * sum w y^2 - (sum w y)^2 / sum w cancels: for targets near 10^9 with spread 1 both terms agree in
 * all 16 digits. Here the three sums are kept without rounding ({@link ExactSum}), so the
 * subtraction loses nothing; w y^2 enters as h y + l y with h + l = w y exactly. All sums depend on
 * the rows alone, whatever the weights and the order. Targets beyond 10^150 leave R^2 undefined.
 */
public final class RegressionSums implements TaskSums {
  private static final long serialVersionUID = 1;

  private final ExactSum weight = new ExactSum();
  private final ExactSum squaredError = new ExactSum();
  private final ExactSum absoluteError = new ExactSum();
  private final ExactSum target = new ExactSum();
  private final ExactSum targetSquare = new ExactSum();

  @Override
  public RegressionSums empty() {
    return new RegressionSums();
  }

  @Override
  public void add(
      double[] labels, int labelOffset, double[] outputs, int outputOffset, double rowWeight) {
    add(labels[labelOffset], outputs[outputOffset], rowWeight);
  }

  /** Adds one row with target y and prediction f; allocates nothing. */
  public void add(double y, double f, double rowWeight) {
    if (rowWeight == 0) {
      return;
    }
    double error = f - y;
    weight.add(rowWeight);
    squaredError.addProduct(rowWeight, error * error);
    absoluteError.addProduct(rowWeight, Math.abs(error));
    double high = rowWeight * y;
    target.add(high);
    targetSquare.addProduct(high, y);
    double low = Math.fma(rowWeight, y, -high);
    if (low != 0) {
      target.add(low);
      targetSquare.addProduct(low, y);
    }
  }

  @Override
  public RegressionSums plus(TaskSums other) {
    if (!(other instanceof RegressionSums sums)) {
      throw new IllegalArgumentException(
          "Cannot add regression sums: expected regression sums, found " + other);
    }
    RegressionSums sum = new RegressionSums();
    for (RegressionSums side : List.of(this, sums)) {
      sum.weight.add(side.weight);
      sum.squaredError.add(side.squaredError);
      sum.absoluteError.add(side.absoluteError);
      sum.target.add(side.target);
      sum.targetSquare.add(side.targetSquare);
    }
    return sum;
  }

  /** Root mean squared error, sqrt(sum w (f - y)^2 / sum w); empty if there is no weight. */
  public OptionalDouble rmse() {
    OptionalDouble mean = mean(squaredError);
    return mean.isPresent() ? OptionalDouble.of(Math.sqrt(mean.getAsDouble())) : mean;
  }

  /** Mean absolute error, sum w |f - y| / sum w; empty if there is no weight. */
  public OptionalDouble mae() {
    return mean(absoluteError);
  }

  /**
   * R^2 = 1 - SSE / SST; for a constant target (one row included) 1 if every prediction is right
   * and 0 otherwise, as scikit-learn has it; empty if there is no weight or a sum is not finite.
   */
  public OptionalDouble r2() {
    if (weight.value() == 0 || !Double.isFinite(squaredError.value() + targetSquare.value())) {
      return OptionalDouble.empty();
    }
    BigDecimal total = weight.exactValue();
    BigDecimal sum = target.exactValue();
    BigDecimal spread = total.multiply(targetSquare.exactValue()).subtract(sum.multiply(sum));
    BigDecimal error = squaredError.exactValue().multiply(total);
    if (spread.signum() == 0) {
      return OptionalDouble.of(error.signum() == 0 ? 1 : 0);
    }
    BigDecimal unexplained = error.divide(spread, MathContext.DECIMAL128);
    return OptionalDouble.of(BigDecimal.ONE.subtract(unexplained).doubleValue());
  }

  private OptionalDouble mean(ExactSum sum) {
    double total = weight.value();
    return total == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum.value() / total);
  }

  @Override
  public Map<String, Object> toMap(List<String> labels) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("rmse", Metrics.number(rmse()));
    map.put("mae", Metrics.number(mae()));
    map.put("r2", Metrics.number(r2()));
    return map;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RegressionSums sums
        && weight.equals(sums.weight)
        && squaredError.equals(sums.squaredError)
        && absoluteError.equals(sums.absoluteError)
        && target.equals(sums.target)
        && targetSquare.equals(sums.targetSquare);
  }

  @Override
  public int hashCode() {
    return Objects.hash(weight, squaredError, absoluteError, target, targetSquare);
  }

  @Override
  public String toString() {
    return "regression sums of weight %s: rmse %s, mae %s".formatted(weight, rmse(), mae());
  }
}
