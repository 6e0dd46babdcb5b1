package lockstep.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import lockstep.SerializedCopy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LineSearchTest {
  /** A function of the step and its derivative. */
  record Line(String name, DoubleUnaryOperator value, DoubleUnaryOperator slope) {
    Trial at(double step) {
      return new Trial(step, value.applyAsDouble(step), slope.applyAsDouble(step));
    }

    LineSearch begin(double firstStep) {
      Trial start = at(0);
      return LineSearch.begin(start.value(), start.slope(), firstStep, 0);
    }

    /** The trial that is taken in the end. */
    Trial search(double firstStep) {
      LineSearch search = begin(firstStep);
      Trial trial = at(search.step());
      while (!search.accepts(trial)) {
        search = search.after(trial);
        trial = at(search.step());
      }
      return trial;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Functions 1 and 2 of More and Thuente, "Line search algorithms", 1994, and a parabola. */
  private static final Line FRACTION =
      new Line("-a / (a^2 + 2)", a -> -a / (a * a + 2), a -> (a * a - 2) / Math.pow(a * a + 2, 2));

  private static final Line QUINTIC =
      new Line(
          "(a + 0.004)^5 - 2 (a + 0.004)^4",
          a -> Math.pow(a + 0.004, 5) - 2 * Math.pow(a + 0.004, 4),
          a -> 5 * Math.pow(a + 0.004, 4) - 8 * Math.pow(a + 0.004, 3));

  private static final Line PARABOLA =
      new Line("(a - 3)^2", a -> (a - 3) * (a - 3), a -> 2 * (a - 3));

  /** Where it is infinite it cannot be interpolated. */
  private static final Line WALL =
      new Line(
          "-a - log(2 - a)",
          a -> a < 2 ? -2 * a - Math.log(2 - a) : Double.POSITIVE_INFINITY,
          a -> a < 2 ? -2 + 1 / (2 - a) : Double.NaN);

  static Stream<Arguments> linesAndSteps() {
    return Stream.of(FRACTION, QUINTIC, PARABOLA, WALL)
        .flatMap(
            line -> Stream.of(1e-3, 0.1, 1.0, 10.0, 1000.0).map(step -> Arguments.of(line, step)));
  }

  private static void assertStrongWolfe(Line line, Trial taken) {
    Trial start = line.at(0);
    assertThat(taken.value())
        .isLessThanOrEqualTo(start.value() + 1e-4 * taken.step() * start.slope());
    assertThat(Math.abs(taken.slope())).isLessThanOrEqualTo(0.9 * Math.abs(start.slope()));
  }

  @ParameterizedTest
  @MethodSource("linesAndSteps")
  void theStrongWolfeConditionsHoldOfTheStepThatIsTaken(Line line, double firstStep) {
    assertStrongWolfe(line, line.search(firstStep));
  }

  @Test
  void aFirstStepThatIsGoodIsTaken() {
    assertThat(PARABOLA.search(2.9).step()).isEqualTo(2.9);
  }

  @Test
  void aStepTooShortOrTooLongIsNot() {
    assertThat(PARABOLA.begin(0.1).accepts(PARABOLA.at(0.1))).isFalse();
    assertThat(PARABOLA.begin(0.1).accepts(PARABOLA.at(6.1))).isFalse();
    assertThat(PARABOLA.begin(0.1).accepts(PARABOLA.at(5.9))).isFalse();
    assertThat(PARABOLA.begin(0.1).accepts(PARABOLA.at(3.1))).isTrue();
  }

  /** The minimum of a parabola is that of the cubic through two of its points. */
  @Test
  void theCubicKnowsAParabola() {
    LineSearch within = PARABOLA.begin(7).after(PARABOLA.at(7));
    assertThat(within.step()).isEqualTo(3);
    assertThat(within.high().step()).isEqualTo(7);
    LineSearch beyond = PARABOLA.begin(0.5).after(PARABOLA.at(0.5));
    assertThat(beyond.step()).isEqualTo(3);
    assertThat(beyond.high()).isNull();
    assertThat(PARABOLA.begin(0.1).after(PARABOLA.at(0.1)).step()).as("at most ten times").isOne();
  }

  @Test
  void withoutASlopeTheStepIsHalvedUntilTheValueIsLower() {
    LineSearch search = PARABOLA.begin(16);
    Trial trial = new Trial(16, 169, Double.NaN);
    assertThat(search.accepts(trial)).isFalse();
    search = search.after(trial);
    assertThat(search.step()).isEqualTo(8);
    search = search.after(new Trial(8, 25, Double.NaN));
    assertThat(search.step()).isEqualTo(4);
    assertThat(search.accepts(new Trial(4, 1, Double.NaN))).isTrue();
  }

  /** Slopes of 1 on both sides: nowhere is it flat enough. */
  @Test
  void atAKinkTheLowestStepIsTakenInTheEnd() {
    Line kink = new Line("|a - 0.3|", a -> Math.abs(a - 0.3), a -> Math.signum(a - 0.3));
    Trial taken = kink.search(1);
    assertThat(taken.step()).isBetween(0.299, 0.301);
  }

  @Test
  void aSearchThatFindsNothingLowerHasFailed() {
    Line rises = new Line("slope of the wrong sign", a -> a, a -> -1);
    LineSearch search = rises.begin(1);
    int evaluations = 0;
    while (!search.failed()) {
      Trial trial = rises.at(search.step());
      assertThat(search.accepts(trial)).isFalse();
      search = search.after(trial);
      evaluations++;
    }
    assertThat(evaluations).isEqualTo(LineSearch.MOST_EVALUATIONS);
    assertThat(LineSearch.begin(1, 0, 1, 0).failed()).as("where it is flat").isTrue();
  }

  @Test
  void itIsAValue() {
    LineSearch search = PARABOLA.begin(7).after(PARABOLA.at(7));
    assertThat(SerializedCopy.of(search)).isEqualTo(search);
    assertThat(search.after(PARABOLA.at(4))).isEqualTo(search.after(PARABOLA.at(4)));
  }
}
