package lockstep.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import lockstep.SerializedCopy;
import lockstep.optim.Lbfgs.Iterate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LbfgsTest {
  private static final Lbfgs LBFGS = new Lbfgs(10, AbsolutePenalty.NONE);
  private static final double[] CURVATURE = {1, 5, 0.4, 2, 3, 0.7};
  private static final double[] MINIMUM = {1, -2, 0.25, 4, 0, -1};
  private static final Valley QUADRATIC = Valley.quadratic(CURVATURE, MINIMUM);

  private static double[] start(int size) {
    double[] start = new double[size];
    Arrays.setAll(start, i -> i % 2 == 0 ? -1.2 : 1);
    return start;
  }

  private static Iterate last(List<Iterate> descent) {
    return descent.get(descent.size() - 1);
  }

  /** With exact searches it would be p iterations. */
  @Test
  void minimisesAQuadraticInLittleMoreIterationsThanAxes() {
    List<Iterate> descent = QUADRATIC.descent(LBFGS, start(6), 15);
    assertThat(last(descent).x()).containsExactly(MINIMUM, within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 10, 25})
  void comesDownTheCurvedValley(int size) {
    List<Iterate> descent = Valley.ROSENBROCK.descent(LBFGS, start(size), 300);
    double[] ones = new double[size];
    Arrays.fill(ones, 1);
    assertThat(last(descent).x()).containsExactly(ones, within(1e-6));
    assertThat(descent).hasSizeLessThan(300);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10})
  void theStrongWolfeConditionsHoldOfEveryStep(int memory) {
    Lbfgs lbfgs = new Lbfgs(memory, AbsolutePenalty.NONE);
    List<Iterate> descent = Valley.ROSENBROCK.descent(lbfgs, start(10), 40);
    assertThat(descent).hasSize(41);
    for (int t = 0; t + 1 < descent.size(); t++) {
      double[] x = descent.get(t).x();
      double[] next = descent.get(t + 1).x();
      double step = descent.get(t + 1).state().search().taken();
      double[] direction = Vectors.difference(next, x);
      double slope = Vectors.dot(Valley.ROSENBROCK.gradient(x), direction) / step;
      double slopeThere = Vectors.dot(Valley.ROSENBROCK.gradient(next), direction) / step;
      assertThat(Valley.ROSENBROCK.value(next))
          .isLessThanOrEqualTo(Valley.ROSENBROCK.value(x) + 1e-4 * step * slope);
      assertThat(Math.abs(slopeThere)).isLessThanOrEqualTo((0.9 + 1e-12) * Math.abs(slope));
    }
  }

  @Test
  void noArgumentIsModified() {
    Iterate at = last(Valley.ROSENBROCK.descent(LBFGS, start(4), 12));
    double[] x = at.x().clone();
    OptimizerState state = SerializedCopy.of(at.state());
    double[] point = LBFGS.point(at.x(), at.state());
    double[] gradient = Valley.ROSENBROCK.gradient(point);
    double[] same = gradient.clone();
    LBFGS.update(at.x(), Valley.ROSENBROCK.value(point), gradient, at.state());
    assertThat(at.x()).isEqualTo(x);
    assertThat(at.state()).isEqualTo(state);
    assertThat(gradient).isEqualTo(same);
  }

  /** Between any two evaluations, in the middle of a search too. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3})
  void resumingFromAKeptStateEqualsGoingOn(double l1) {
    Lbfgs lbfgs = new Lbfgs(3, new AbsolutePenalty(new double[] {l1, l1, l1, l1, 0}));
    Iterate wentOn = new Iterate(start(5), lbfgs.init());
    Iterate resumed = wentOn;
    int searching = 0;
    for (int i = 0; i < 60; i++) {
      wentOn = Valley.ROSENBROCK.evaluated(lbfgs, wentOn);
      Iterate kept = new Iterate(resumed.x().clone(), SerializedCopy.of(resumed.state()));
      resumed = Valley.ROSENBROCK.evaluated(lbfgs, kept);
      assertThat(resumed.x()).isEqualTo(wentOn.x());
      assertThat(resumed.state()).isEqualTo(wentOn.state());
      searching += resumed.state().search().evaluations() > 0 ? 1 : 0;
    }
    assertThat(searching).isPositive();
  }

  @Test
  void theMemoryIsBounded() {
    Lbfgs lbfgs = new Lbfgs(3, AbsolutePenalty.NONE);
    Iterate at = last(Valley.ROSENBROCK.descent(lbfgs, start(4), 9));
    assertThat(at.state().updates()).isEqualTo(9);
    assertThat(at.state().moments()).hasDimensions(2 + 2 * 3, 4);
    assertThatThrownBy(() -> new Lbfgs(0, AbsolutePenalty.NONE))
        .hasMessage("Cannot remember 0 curvature pairs: expected 1 or more");
  }

  @Test
  void atAMinimumItIsDone() {
    List<Iterate> descent = QUADRATIC.descent(LBFGS, MINIMUM, 9);
    assertThat(descent).hasSize(1);
    assertThat(LBFGS.isDone(descent.get(0).state())).isTrue();
    assertThat(descent.get(0).x()).isEqualTo(MINIMUM);
  }

  /** Values that are rounded coarsely, as in single precision, end the descent and not a loop. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01})
  void whereRoundingHidesWhatIsLowerItIsDone(double l1) {
    double[] factors = new double[6];
    Arrays.fill(factors, l1);
    Lbfgs lbfgs = new Lbfgs(10, l1 == 0 ? AbsolutePenalty.NONE : new AbsolutePenalty(factors));
    Valley rounded =
        new Valley() {
          @Override
          public double value(double[] x) {
            // A sum of rounded terms, which err by where they are taken.
            return (float) (1 + QUADRATIC.value(x) + 3e-7 * Math.sin(1e7 * x[0]));
          }

          @Override
          public double[] gradient(double[] x) {
            double[] gradient = QUADRATIC.gradient(x);
            Arrays.setAll(gradient, i -> (float) gradient[i]);
            return gradient;
          }
        };
    List<Iterate> descent = rounded.descent(lbfgs, start(6), 100_000);
    assertThat(descent).hasSizeLessThan(1000);
    assertThat(lbfgs.isDone(last(descent).state())).isTrue();
    double[] reached = last(descent).x();
    assertThat(QUADRATIC.value(reached) + lbfgs.penalty().of(reached))
        .isLessThan(1e-4 + lbfgs.penalty().of(MINIMUM));
  }

  /** When the memory misleads, it is given up before the search is. */
  @Test
  void aMemoryThatMisleadsIsGivenUp() {
    Iterate at = last(QUADRATIC.descent(LBFGS, start(6), 4));
    double[][] moments = at.state().moments().clone();
    double[] uphill = moments[0].clone();
    moments[1] = uphill;
    LineSearch search = at.state().search();
    Iterate misled = new Iterate(at.x(), new OptimizerState(at.state().updates(), search, moments));
    for (int i = 0; i < LineSearch.MOST_EVALUATIONS; i++) {
      misled = QUADRATIC.evaluated(LBFGS, misled);
    }
    assertThat(misled.x()).isEqualTo(at.x());
    assertThat(misled.state().moments()).hasDimensions(2, 6);
    for (int i = 0; i < 6; i++) {
      assertThat(misled.state().moments()[1][i]).isEqualTo(-uphill[i]);
    }
    assertThat(LBFGS.isDone(misled.state())).isFalse();
  }

  @Test
  void whatIsNotFiniteIsTooFar() {
    Valley walled =
        new Valley() {
          @Override
          public double value(double[] x) {
            return x[0] < 0.7 ? QUADRATIC.value(x) : Double.NaN;
          }

          @Override
          public double[] gradient(double[] x) {
            return x[0] < 0.7 ? QUADRATIC.gradient(x) : new double[] {Double.NaN, 0, 0, 0, 0, 0};
          }
        };
    List<Iterate> descent = walled.descent(LBFGS, start(6), 30);
    double reached = QUADRATIC.value(last(descent).x());
    assertThat(reached).isLessThan(QUADRATIC.value(start(6)) / 100);
    assertThat(last(descent).x()[0]).isLessThan(0.7);
  }

  /** Coordinate by coordinate the minimum is known: m_i drawn to 0 by l1 / c_i. */
  @Test
  void underL1TheMinimumOfAQuadraticIsSoftThresholded() {
    double[] factors = {0.5, 5, 0.5, 3, 1, 0};
    Lbfgs owlQn = new Lbfgs(10, new AbsolutePenalty(factors));
    double[] expected = new double[6];
    for (int i = 0; i < 6; i++) {
      double drawn = Math.max(0, Math.abs(MINIMUM[i]) - factors[i] / CURVATURE[i]);
      expected[i] = Math.signum(MINIMUM[i]) * drawn;
    }
    List<Iterate> descent = QUADRATIC.descent(owlQn, start(6), 100);
    assertThat(last(descent).x()).containsExactly(expected, within(1e-6));
    assertThat(last(descent).x()[2]).as("to the bit").isZero();
    double[] steepest = owlQn.gradient(last(descent).x(), QUADRATIC.gradient(last(descent).x()));
    assertThat(steepest).containsExactly(new double[6], within(1e-4));
  }

  @Test
  void underL1NoStepCrossesAnAxis() {
    double[] factors = {0.5, 5, 0.5, 3, 1, 0};
    List<Iterate> descent =
        QUADRATIC.descent(new Lbfgs(10, new AbsolutePenalty(factors)), start(6), 100);
    for (int t = 0; t + 1 < descent.size(); t++) {
      double[] x = descent.get(t).x();
      double[] next = descent.get(t + 1).x();
      for (int i = 0; i < 5; i++) {
        assertThat(x[i] * next[i]).isGreaterThanOrEqualTo(0);
      }
    }
    assertThat(last(descent).x()[1]).as("yet signs change in two steps").isNegative();
  }
}
