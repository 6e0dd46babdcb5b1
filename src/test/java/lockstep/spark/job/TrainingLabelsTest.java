package lockstep.spark.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lockstep.config.ConfigException;
import lockstep.config.LabelWeights;
import lockstep.encode.Task;
import org.junit.jupiter.api.Test;

class TrainingLabelsTest {
  private static final Optional<LabelWeights> BALANCED =
      Optional.of(new LabelWeights(Optional.empty()));
  private static final TrainingLabels BINARY =
      new TrainingLabels(Task.BINARY, List.of("0", "1"), List.of(950L, 50L), 1000);
  private static final TrainingLabels THREE =
      new TrainingLabels(Task.MULTICLASS, List.of("a", "b", "c"), List.of(10L, 20L, 30L), 60);
  private static final TrainingLabels SEVERAL =
      new TrainingLabels(Task.MULTILABEL, List.of("x", "y", "z"), List.of(20L, 80L, 0L), 100);

  private static Optional<LabelWeights> of(Map<String, Double> weights) {
    return Optional.of(new LabelWeights(Optional.of(weights)));
  }

  /** n / (k n_c), as scikit-learn has it. */
  @Test
  void balancedClassesWeighTheSame() {
    assertThat(BINARY.classWeights(BALANCED)).containsExactly(1000 / (2 * 950.0), 10.0);
    assertThat(THREE.classWeights(BALANCED)).containsExactly(2.0, 1.0, 60 / (3 * 30.0));
  }

  @Test
  void balancedLabelsHoldAsMuchAsTheyDoNot() {
    assertThat(SEVERAL.positiveWeights(BALANCED)).containsExactly(4.0, 0.25, 1.0);
  }

  @Test
  void whatIsNotListedWeighsOne() {
    assertThat(BINARY.classWeights(of(Map.of("1", 10.0)))).containsExactly(1.0, 10.0);
    assertThat(BINARY.classWeights(of(Map.of("1.0", 10.0)))).containsExactly(1.0, 10.0);
    assertThat(SEVERAL.positiveWeights(of(Map.of("z", 2.0)))).containsExactly(1.0, 1.0, 2.0);
    assertThat(BINARY.classWeights(Optional.empty())).isEmpty();
    assertThat(THREE.named(List.of(1.0, 2.0, 3.0))).containsEntry("b", 2.0);
  }

  @Test
  void aLabelThatIsNoneIsAMistake() {
    assertThatThrownBy(() -> THREE.classWeights(of(Map.of("d", 2.0))))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(
            "Cannot weigh label \"d\" by train.class-weight: expected one of a, b, c");
    assertThatThrownBy(() -> BINARY.classWeights(of(Map.of("0", 0.0, "1", 0.0))))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Cannot weigh labels by train.class-weight: expected a weight above 0, found none");
  }

  @Test
  void eachTaskHasItsOwnWeights() {
    assertThatThrownBy(() -> SEVERAL.classWeights(BALANCED))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Cannot weigh labels by train.class-weight: it is for binary and multiclass, and the task is multilabel");
    assertThatThrownBy(() -> BINARY.positiveWeights(BALANCED))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("it is for multilabel, and the task is binary");
  }

  @Test
  void logOddsPredictTheRates() {
    double rounding = 1e-12;
    double bias = BINARY.logOdds(List.of())[0];
    assertThat(1 / (1 + Math.exp(-bias))).isCloseTo(0.05, within(rounding));
    double balanced = BINARY.logOdds(BINARY.classWeights(BALANCED))[0];
    assertThat(balanced).isCloseTo(0, within(rounding));
    double[] shares = THREE.logOdds(List.of());
    assertThat(Math.exp(shares[2])).isCloseTo(0.5, within(rounding));
    double[] several = SEVERAL.logOdds(List.of());
    assertThat(1 / (1 + Math.exp(-several[1]))).isCloseTo(0.8, within(rounding));
    assertThat(several[2]).isFinite();
  }

  @Test
  void aRegressionHasNoLogOdds() {
    TrainingLabels numbers = new TrainingLabels(Task.REGRESSION, List.of("y"), List.of(), 9);
    assertThatThrownBy(() -> numbers.logOdds(List.of())).isInstanceOf(ConfigException.class);
  }
}
