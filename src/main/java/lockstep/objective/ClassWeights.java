package lockstep.objective;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import lockstep.linalg.DoubleMatrix;

/**
 * What the weights of examples are multiplied with in training, by their class. Rows are judged by
 * their own weights all the same.
 *
 * @param byClass the factor of each class index, more than 0; none: all are 1
 */
public record ClassWeights(List<Double> byClass) implements Serializable {
  /** Leaves every weight as it is. */
  public static final ClassWeights NONE = new ClassWeights(List.of());

  /** The list is copied; checks the factors. */
  public ClassWeights {
    byClass = List.copyOf(byClass);
    if (!byClass.stream().allMatch(factor -> factor >= 0 && factor <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "Cannot weigh classes by %s: expected numbers of 0 or more".formatted(byClass));
    }
  }

  /** The factors as an array, for loops. */
  double[] factors() {
    return byClass.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * The weights of rows in training.
   *
   * @param factors of the classes
   * @param labels [1, n], class indices. Not modified.
   * @param weights [1, n]. Not modified.
   * @param target [1, n]. Overwritten.
   */
  static void apply(
      double[] factors, DoubleMatrix labels, DoubleMatrix weights, DoubleMatrix target) {
    for (int i = 0; i < target.columns(); i++) {
      int label = (int) labels.array()[labels.offset() + i];
      target.array()[target.offset() + i] = weights.array()[weights.offset() + i] * factors[label];
    }
  }

  @Override
  public String toString() {
    return "ClassWeights" + Arrays.toString(factors());
  }
}
