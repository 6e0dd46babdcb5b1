package lockstep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import lockstep.CentralDifferences;
import lockstep.linalg.Matrix;
import lockstep.linalg.Precision;
import lockstep.linalg.SplitMix64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DropoutTest {
  private static final int INPUTS = 3;
  private static final int ROWS = 6;
  private static final Dropout HALF_AND_QUARTER = new Dropout(List.of(0.5, 0.25));

  static Stream<Network> networks() {
    return Activations.all().stream().map(f -> Network.of(INPUTS, List.of(5, 4), f, 2));
  }

  private static double[] draw(int size, long seed) {
    SplitMix64 random = new SplitMix64(seed);
    double[] values = new double[size];
    Arrays.setAll(values, i -> 3 * random.nextDouble() - 1.5);
    return values;
  }

  private static long[] rowSeeds(long step) {
    long shard = Dropout.shardSeed(42, step, 3);
    long[] seeds = new long[ROWS];
    Arrays.setAll(seeds, row -> Dropout.rowSeed(shard, row));
    return seeds;
  }

  private static double[] mask(Dropout dropout, long rowSeed, int layer, int units) {
    double[] mask = new double[units];
    Arrays.fill(mask, Double.NaN);
    dropout.draw(rowSeed, layer, mask);
    return mask;
  }

  /** Logits [k, n] and gradient [p] of the sum of c_ij logit_ij, at the masks of these seeds. */
  private record Passed(double[] logits, double[] gradient) {
    static Passed of(Network network, Precision precision, Dropout dropout, long[] seeds) {
      return of(network, precision, dropout, seeds, draw(network.layout().size(), 1));
    }

    static Passed of(
        Network network, Precision precision, Dropout dropout, long[] seeds, double[] parameters) {
      Matrix w = Matrix.zeros(precision, parameters.length, 1);
      w.load(parameters);
      Matrix x = Matrix.zeros(precision, INPUTS, ROWS);
      x.load(draw(INPUTS * ROWS, 2));
      // Buffers for more rows than there are.
      Pass pass = new Pass(network, precision, ROWS + 2, dropout);
      pass.drawMasks(seeds, ROWS);
      Matrix logits = network.forward(w, x, pass);
      double[] outputs = new double[logits.size()];
      logits.copyTo(outputs);
      pass.logitGradient().load(draw(outputs.length, 3));
      Matrix gradient = Matrix.zeros(precision, parameters.length, 1);
      network.backward(w, x, pass, gradient);
      double[] elements = new double[parameters.length];
      gradient.copyTo(elements);
      return new Passed(outputs, elements);
    }

    double weighted() {
      double[] c = draw(logits.length, 3);
      double sum = 0;
      for (int i = 0; i < c.length; i++) {
        sum += c[i] * logits[i];
      }
      return sum;
    }
  }

  @Test
  void aUnitsFateIsAFunctionOfSeedStepShardRowLayerAndUnit() {
    List<double[]> masks = new ArrayList<>();
    Dropout dropout = new Dropout(List.of(0.5, 0.5));
    long shard = Dropout.shardSeed(42, 7, 3);
    masks.add(mask(dropout, Dropout.rowSeed(shard, 5), 0, 64));
    masks.add(mask(dropout, Dropout.rowSeed(Dropout.shardSeed(43, 7, 3), 5), 0, 64));
    masks.add(mask(dropout, Dropout.rowSeed(Dropout.shardSeed(42, 8, 3), 5), 0, 64));
    masks.add(mask(dropout, Dropout.rowSeed(Dropout.shardSeed(42, 7, 4), 5), 0, 64));
    masks.add(mask(dropout, Dropout.rowSeed(shard, 6), 0, 64));
    masks.add(mask(dropout, Dropout.rowSeed(shard, 5), 1, 64));
    assertThat(masks).doesNotHaveDuplicates();
    assertThat(mask(dropout, Dropout.rowSeed(shard, 5), 0, 64)).isEqualTo(masks.get(0));
    // A layer that is made wider leaves the fate of the other units alone.
    assertThat(Arrays.copyOf(mask(dropout, Dropout.rowSeed(shard, 5), 0, 99), 64))
        .isEqualTo(masks.get(0));
  }

  /** Within five standard deviations, over steps, shards and rows, for each unit. */
  @Test
  void unitsAreLeftOutWithTheirRateAndTheOthersScaled() {
    int draws = 20_000;
    double rate = 0.3;
    double[] sums = new double[5];
    for (int i = 0; i < draws; i++) {
      long row = Dropout.rowSeed(Dropout.shardSeed(1, i / 100, i % 10), i % 100);
      double[] mask = mask(new Dropout(List.of(0.9, rate)), row, 1, sums.length);
      for (int unit = 0; unit < sums.length; unit++) {
        assertThat(mask[unit]).isIn(0.0, 1 / (1 - rate));
        sums[unit] += mask[unit];
      }
    }
    double deviation = Math.sqrt(rate / (1 - rate) / draws);
    for (double sum : sums) {
      assertThat(sum / draws).isCloseTo(1, within(5 * deviation));
    }
  }

  /** A linear output layer is linear in what it is handed, so its mean is that of no dropout. */
  @Test
  void inTheMeanOverMasksLogitsAreThoseWithoutDropout() {
    Network network = Network.of(INPUTS, List.of(5), new Tanh(), 2);
    double[] plain =
        Passed.of(network, Precision.FLOAT64, Dropout.NONE, rowSeeds(0)).logits().clone();
    double[] mean = new double[plain.length];
    int steps = 4000;
    for (int step = 0; step < steps; step++) {
      double[] logits =
          Passed.of(network, Precision.FLOAT64, new Dropout(List.of(0.5)), rowSeeds(step)).logits();
      for (int i = 0; i < mean.length; i++) {
        mean[i] += logits[i] / steps;
      }
    }
    // Five terms of at most 1.5 each, doubled or 0: deviation of the mean below 3.4 / sqrt(4000).
    assertThat(mean).containsExactly(plain, within(0.2));
    assertThat(mean).isNotEqualTo(plain);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void atFixedMasksTheGradientMatchesCentralDifferences(Network network) {
    for (long step = 0; step < 3; step++) {
      long[] seeds = rowSeeds(step);
      double[] parameters = awayFromKinks(network, seeds);
      double[] written =
          Passed.of(network, Precision.FLOAT64, HALF_AND_QUARTER, seeds, parameters).gradient();
      double[] differences =
          CentralDifferences.gradient(
              moved ->
                  Passed.of(network, Precision.FLOAT64, HALF_AND_QUARTER, seeds, moved).weighted(),
              parameters);
      assertThat(CentralDifferences.relativeError(written, differences))
          .isLessThan(CentralDifferences.TOLERANCE);
    }
  }

  /** Logits by the formula, a = m f(W x + b), with the masks of the row. */
  private static List<double[]> preActivations(
      Network network, double[] parameters, double[] features, long rowSeed) {
    List<double[]> all = new ArrayList<>();
    double[] input = features;
    for (int l = 0; l < network.layers().size(); l++) {
      Layer layer = network.layers().get(l);
      ParameterLayout.Slot slot = network.layout().slots().get(l);
      double[] z = new double[layer.units()];
      double[] output = new double[layer.units()];
      double[] mask = mask(HALF_AND_QUARTER, rowSeed, l, layer.units());
      for (int i = 0; i < z.length; i++) {
        z[i] = parameters[slot.biasOffset() + i];
        for (int j = 0; j < input.length; j++) {
          z[i] += parameters[slot.weightOffset() + i + j * z.length] * input[j];
        }
        output[i] = layer.activation() == null ? z[i] : mask[i] * layer.activation().value(z[i]);
      }
      all.add(z);
      input = output;
    }
    return all;
  }

  private static double[] awayFromKinks(Network network, long[] seeds) {
    double[] x = draw(INPUTS * ROWS, 2);
    for (long seed = 1; ; seed++) {
      double[] parameters = draw(network.layout().size(), seed);
      double nearest = Double.POSITIVE_INFINITY;
      for (int j = 0; j < ROWS; j++) {
        double[] row = Arrays.copyOfRange(x, j * INPUTS, (j + 1) * INPUTS);
        List<double[]> all = preActivations(network, parameters, row, seeds[j]);
        for (double[] z : all.subList(0, all.size() - 1)) {
          nearest = Math.min(nearest, Arrays.stream(z).map(Math::abs).min().orElseThrow());
        }
      }
      if (nearest > 10 * CentralDifferences.REACH) {
        return parameters;
      }
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void logitsAreThoseOfTheFormula(Network network) {
    double[] parameters = draw(network.layout().size(), 1);
    double[] x = draw(INPUTS * ROWS, 2);
    long[] seeds = rowSeeds(9);
    Passed passed = Passed.of(network, Precision.FLOAT64, HALF_AND_QUARTER, seeds, parameters);
    for (int j = 0; j < ROWS; j++) {
      double[] row = Arrays.copyOfRange(x, j * INPUTS, (j + 1) * INPUTS);
      List<double[]> all = preActivations(network, parameters, row, seeds[j]);
      double[] logits = Arrays.copyOfRange(passed.logits(), 2 * j, 2 * j + 2);
      assertThat(logits).containsExactly(all.get(2), within(1e-12));
    }
    assertThat(passed.logits())
        .isNotEqualTo(Passed.of(network, Precision.FLOAT64, Dropout.NONE, seeds).logits());
  }

  @ParameterizedTest
  @EnumSource
  void aRateOfZeroIsNoDropoutToTheBit(Precision precision) {
    Network network = Network.of(INPUTS, List.of(5, 4), new Tanh(), 2);
    Passed none = Passed.of(network, precision, Dropout.NONE, rowSeeds(1));
    Passed zero = Passed.of(network, precision, new Dropout(List.of(0.0, 0.0)), rowSeeds(1));
    assertThat(zero.logits()).isEqualTo(none.logits());
    assertThat(zero.gradient()).isEqualTo(none.gradient());
    assertThat(new Dropout(List.of(0.0, 0.0)).active()).isFalse();
    assertThat(HALF_AND_QUARTER.active()).isTrue();
  }

  @Test
  void ratesAreSharesBelowOne() {
    for (double rate : new double[] {-0.1, 1, Double.NaN}) {
      assertThatThrownBy(() -> new Dropout(List.of(0.5, rate)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Cannot drop out units by [0.5, %s]: expected rates of 0 or more and less than 1",
              rate);
    }
  }
}
