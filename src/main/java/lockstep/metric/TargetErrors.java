package lockstep.metric;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import lockstep.linalg.ExactSum;

/**
 * Weighted squared and absolute errors of predictions f for one target y, and the target's spread.
 *
 * <p>R^2 = 1 - SSE / SST needs SST = sum w (y - mean)^2 in one pass. The textbook identity SST =
 * sum w y^2 - (sum w y)^2 / sum w cancels: for targets near 10^9 with spread 1 both terms agree in
 * all 16 digits. Here the three sums are kept without rounding ({@link ExactSum}), so the
 * subtraction loses nothing; w y^2 enters as h y + l y with h + l = w y exactly. All sums depend on
 * the rows alone, whatever the weights and the order. Targets beyond 10^150 leave R^2 undefined.
 *
 * <p>The sum of the weights is the same for all targets of a row, so it is the caller's.
 */
final class TargetErrors implements Serializable {
  private static final long serialVersionUID = 1;

  private final ExactSum squaredError = new ExactSum();
  private final ExactSum absoluteError = new ExactSum();
  private final ExactSum target = new ExactSum();
  private final ExactSum targetSquare = new ExactSum();

  /** Adds one row of a weight other than 0; allocates nothing. */
  void add(double y, double f, double rowWeight) {
    double error = f - y;
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

  TargetErrors plus(TargetErrors other) {
    TargetErrors sum = new TargetErrors();
    for (TargetErrors side : List.of(this, other)) {
      sum.squaredError.add(side.squaredError);
      sum.absoluteError.add(side.absoluteError);
      sum.target.add(side.target);
      sum.targetSquare.add(side.targetSquare);
    }
    return sum;
  }

  /** sqrt(sum w (f - y)^2 / sum w); empty if there is no weight. */
  OptionalDouble rmse(ExactSum weight) {
    OptionalDouble mean = mean(squaredError, weight);
    return mean.isPresent() ? OptionalDouble.of(Math.sqrt(mean.getAsDouble())) : mean;
  }

  /** sum w |f - y| / sum w; empty if there is no weight. */
  OptionalDouble mae(ExactSum weight) {
    return mean(absoluteError, weight);
  }

  /**
   * 1 - SSE / SST; for a constant target (one row included) 1 if every prediction is right and 0
   * otherwise; empty if there is no weight or a sum is not finite.
   */
  OptionalDouble r2(ExactSum weight) {
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

  private static OptionalDouble mean(ExactSum sum, ExactSum weight) {
    double total = weight.value();
    return total == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum.value() / total);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TargetErrors errors
        && squaredError.equals(errors.squaredError)
        && absoluteError.equals(errors.absoluteError)
        && target.equals(errors.target)
        && targetSquare.equals(errors.targetSquare);
  }

  @Override
  public int hashCode() {
    return Objects.hash(squaredError, absoluteError, target, targetSquare);
  }
}
