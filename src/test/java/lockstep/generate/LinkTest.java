package lockstep.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Locale;
import lockstep.linalg.SplitMix64;
import org.junit.jupiter.api.Test;

class LinkTest {
  private static final double TINY = 1e-12;

  @Test
  void crossEntropyOfOneLabelMatchesTheWorkedExample() {
    double[] logit = {Math.log(0.9 / 0.1)};
    assertThat(Link.LOGISTIC.loss(logit, new double[] {0})).isCloseTo(-Math.log(0.1), within(TINY));
    assertThat(Link.LOGISTIC.loss(logit, new double[] {1})).isCloseTo(-Math.log(0.9), within(TINY));
  }

  @Test
  void crossEntropyOfSeveralLabelsIsTheirMean() {
    double[] logits = {Math.log(0.1 / 0.9), Math.log(0.2 / 0.8), Math.log(0.7 / 0.3)};
    assertThat(Link.LOGISTIC.loss(logits, new double[] {1, 0, 0}))
        .isCloseTo(1.2432338, within(5e-8));
  }

  @Test
  void softmaxMatchesTheWorkedExampleAndIgnoresAShift() {
    double[] expected = {0.2687622539, 0.0006661950, 0.7305715510};
    assertThat(Link.SOFTMAX.expected(new double[] {5, -1, 6}))
        .containsExactly(expected, within(1e-10));
    assertThat(Link.SOFTMAX.expected(new double[] {1005, 999, 1006}))
        .containsExactly(expected, within(1e-10));
    assertThat(Link.SOFTMAX.loss(new double[] {1005, 999, 1006}, new double[] {1}))
        .isCloseTo(-Math.log(expected[1]), within(1e-6));
  }

  @Test
  void softmaxOfTwoIsLogisticOfTheDifference() {
    for (double z = -30; z <= 30; z += 0.7) {
      double[] two = {0, z};
      double[] one = {z};
      assertThat(Link.SOFTMAX.expected(two)[1])
          .isCloseTo(Link.LOGISTIC.expected(one)[0], within(TINY));
      assertThat(Link.SOFTMAX.loss(two, new double[] {1}))
          .isCloseTo(Link.LOGISTIC.loss(one, new double[] {1}), within(TINY));
    }
  }

  @Test
  void extremeScoresStayFiniteWhereTheNaiveFormDoesNot() {
    assertThat(Math.log(1 + Math.exp(800))).isInfinite();
    assertThat(Link.LOGISTIC.loss(new double[] {800}, new double[] {0})).isEqualTo(800);
    assertThat(Link.LOGISTIC.loss(new double[] {-800}, new double[] {1})).isEqualTo(800);
    assertThat(Link.LOGISTIC.expected(new double[] {-800, 800})).containsExactly(0, 1);
  }

  @Test
  void squaredErrorIsThatOfTheResidual() {
    assertThat(Link.IDENTITY.loss(new double[] {3}, new double[] {5})).isEqualTo(4);
  }

  @Test
  void drawnClassesOccurAsOftenAsTheirProbabilities() {
    double[] scores = {Math.log(0.2), Math.log(0.5), Math.log(0.3)};
    int rows = 100_000;
    double[] counts = new double[3];
    SplitMix64 random = new SplitMix64(5);
    for (int i = 0; i < rows; i++) {
      counts[(int) Link.SOFTMAX.draw(scores, 0, random)[0]]++;
    }
    double[] probabilities = {0.2, 0.5, 0.3};
    for (int c = 0; c < 3; c++) {
      double sd = Math.sqrt(rows * probabilities[c] * (1 - probabilities[c]));
      assertThat(counts[c]).isCloseTo(rows * probabilities[c], within(5 * sd));
    }
  }

  @Test
  void roundedNumbersAreWhatTheirTextReads() {
    SplitMix64 random = new SplitMix64(6);
    for (int i = 0; i < 1000; i++) {
      double rounded = Link.round(random.nextGaussian(), 6);
      assertThat(Double.parseDouble(String.format(Locale.ROOT, "%.6f", rounded)))
          .isEqualTo(rounded);
    }
    assertThat(Double.toString(Link.round(-1e-9, 6))).isEqualTo("0.0");
  }
}
