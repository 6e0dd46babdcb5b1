package lockstep.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import lockstep.data.Block;
import lockstep.linalg.Precision;
import lockstep.linalg.SplitMix64;
import lockstep.loss.BinaryCrossEntropy;
import lockstep.loss.CategoricalCrossEntropy;
import lockstep.loss.Loss;
import lockstep.nn.Network;
import lockstep.nn.Tanh;
import lockstep.optim.Adam;
import lockstep.optim.Optimizer.Update;
import org.junit.jupiter.api.Test;

/** Class weights multiply the weights of examples: both are numbers of repetitions. */
class ClassWeightsTest {
  private static final double REGROUPED = 1e-13;
  private static final Penalty PENALTY = new Penalty(0, 0.01);
  private static final int FEATURES = 3;

  private static Objective objective(int classes, List<Double> weights) {
    Network network = Network.of(FEATURES, List.of(4), new Tanh(), classes == 2 ? 1 : classes);
    Loss loss = classes == 2 ? new BinaryCrossEntropy() : new CategoricalCrossEntropy();
    return new Objective(network, loss, PENALTY, new ClassWeights(weights));
  }

  /** Rows with weights 0, 1, 2 and labels of all classes. */
  private static Block rows(int rows, int classes) {
    Block block = Block.zeros(Precision.FLOAT64, FEATURES, 1, rows);
    SplitMix64 random = new SplitMix64(9);
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < FEATURES; i++) {
        block.dense().set(i, row, random.nextGaussian());
      }
      block.labels().set(0, row, random.nextInt(classes));
      block.weights().set(0, row, random.nextInt(3));
    }
    return block;
  }

  /** Each row as often as its weight and its class say, at weight 1. */
  private static Block repeated(Block rows, List<Double> byClass) {
    List<Integer> numbers = new ArrayList<>();
    for (int row = 0; row < rows.rows(); row++) {
      double factor = byClass.get((int) rows.labels().at(0, row));
      int times = (int) (factor * rows.weights().at(0, row));
      numbers.addAll(Collections.nCopies(times, row));
    }
    Block all = Block.zeros(Precision.FLOAT64, FEATURES, 1, numbers.size());
    for (int to = 0; to < numbers.size(); to++) {
      rows.features().copyColumns(numbers.get(to), 1, all.features(), to);
      rows.labels().copyColumns(numbers.get(to), 1, all.labels(), to);
      all.weights().set(0, to, 1);
    }
    return all;
  }

  private static double[] start(Objective objective) {
    double[] parameters = new double[objective.parameters()];
    SplitMix64 random = new SplitMix64(4);
    Arrays.setAll(parameters, i -> random.nextGaussian());
    return parameters;
  }

  private static double[] trained(Objective objective, Block rows) {
    double[] first = start(objective);
    Update at = new Update(first, Adam.DEFAULT.init(first.length));
    for (int step = 0; step < 50; step++) {
      double[] parameters = at.parameters();
      Objective.Value mean = objective.mean(parameters, objective.evaluate(parameters, rows));
      at = Adam.DEFAULT.update(parameters, mean.gradient(), at.state(), 0.05);
    }
    return at.parameters();
  }

  @Test
  void withAPenaltyAndExampleWeightsTheyEqualRepeatingRows() {
    for (List<Double> weights : List.of(List.of(1.0, 3.0), List.of(2.0, 0.0, 5.0, 1.0))) {
      int classes = weights.size();
      Block rows = rows(40, classes);
      Block repeated = repeated(rows, weights);
      Objective weighted = objective(classes, weights);
      Objective plain = objective(classes, List.of());
      double[] start = start(plain);
      Objective.Value ours = weighted.mean(start, weighted.evaluate(start, rows));
      Objective.Value theirs = plain.mean(start, plain.evaluate(start, repeated));
      assertThat(ours.value()).isCloseTo(theirs.value(), within(REGROUPED));
      assertThat(ours.gradient()).containsExactly(theirs.gradient(), within(REGROUPED));
      assertThat(trained(weighted, rows)).containsExactly(trained(plain, repeated), within(1e-9));
    }
  }

  @Test
  void withoutThemNothingChanges() {
    Block rows = rows(40, 2);
    double[] start = start(objective(2, List.of()));
    assertThat(objective(2, List.of(1.0, 1.0)).evaluate(start, rows))
        .isEqualTo(objective(2, List.of()).evaluate(start, rows));
    assertThat(objective(2, List.of(1.0, 2.0)).evaluate(start, rows))
        .isNotEqualTo(objective(2, List.of()).evaluate(start, rows));
  }

  @Test
  void theRowsKeepTheirOwnWeights() {
    Block rows = rows(40, 2);
    double[] before = rows.weights().array().clone();
    Objective objective = objective(2, List.of(3.0, 5.0));
    objective.evaluate(start(objective), rows);
    assertThat(rows.weights().array()).isEqualTo(before);
  }

  @Test
  void factorsAreNotNegative() {
    assertThatThrownBy(() -> new ClassWeights(List.of(1.0, -1.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot weigh classes by [1.0, -1.0]: expected numbers of 0 or more");
  }
}
