package lockstep.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import lockstep.linalg.SplitMix64;
import org.junit.jupiter.api.Test;

class BinaryCrossEntropyTest extends LossContractTest {
  @Override
  Loss loss() {
    return new BinaryCrossEntropy();
  }

  @Override
  double drawLabel(SplitMix64 random, int k) {
    return random.nextInt(2);
  }

  private static double logit(double p) {
    return Math.log(p / (1 - p));
  }

  private double evaluate(double z, double y) {
    return loss().evaluate(new double[] {z}, new double[] {y}, 0, new double[1]);
  }

  private double gradient(double z, double y) {
    double[] gradient = new double[1];
    loss().evaluate(new double[] {z}, new double[] {y}, 0, gradient);
    return gradient[0];
  }

  @Test
  void goldenLogisticModelProbabilities() {
    double[] p = loss().outputs(new double[] {-5, 1, 7});
    assertThat(p).containsExactly(new double[] {0.01, 0.73, 1.00}, within(0.005));
    assertThat(p)
        .containsExactly(new double[] {0.0066928509, 0.7310585786, 0.9990889488}, within(5e-11));
  }

  @Test
  void goldenLossOfOneRow() {
    assertThat(evaluate(logit(0.9), 0)).isCloseTo(2.303, within(0.0005));
    assertThat(evaluate(logit(0.9), 0)).isCloseTo(2.302585, within(5e-7));
  }

  @Test
  void goldenMultiLabelLossIsTheMeanOverLabels() {
    double[] logits = {logit(0.1), logit(0.2), logit(0.7)};
    double[] labels = {1, 0, 0};
    double[] terms = {2.3026, 0.2231, 1.2040};
    for (int i = 0; i < 3; i++) {
      assertThat(evaluate(logits[i], labels[i])).isCloseTo(terms[i], within(5e-5));
    }
    // (ln 10 - ln 0.8 - ln 0.3) / 3; the material's recomputed 1.243241 is a slip in the sixth
    // digit.
    double mean = loss().evaluate(logits, labels, 0, new double[3]);
    assertThat(mean).isCloseTo(1.24, within(0.005)).isCloseTo(1.2432338162, within(5e-11));
    // The sum over labels, 3.7297, is a different reduction.
    assertThat(mean).isNotCloseTo(3.7297, within(0.1));
  }

  @Test
  void goldenFormulaOnLogitsIsTheCrossEntropyOfTheSigmoid() {
    for (double z = -8; z <= 8; z += 0.25) {
      double p = 1 / (1 + Math.exp(-z));
      for (int y = 0; y <= 1; y++) {
        double formula = Math.max(z, 0) - z * y + Math.log1p(Math.exp(-Math.abs(z)));
        double naive = -y * Math.log(p) - (1 - y) * Math.log(1 - p);
        assertThat(evaluate(z, y))
            .isCloseTo(formula, within(1e-15))
            .isCloseTo(naive, within(1e-11));
        assertThat(gradient(z, y)).isCloseTo(p - y, within(1e-15));
      }
    }
  }

  @Test
  void goldenBehaviourOfTheGradient() {
    double sure = logit(0.999);
    assertThat(gradient(sure, 1)).as("y = 1, p near 1: small").isBetween(-0.01, 0.0);
    assertThat(gradient(-sure, 1)).as("y = 1, p near 0: large, negative").isLessThan(-0.99);
    assertThat(gradient(sure, 0)).as("y = 0, p near 1: large, positive").isGreaterThan(0.99);
    assertThat(gradient(-sure, 0)).as("y = 0, p near 0: small").isBetween(0.0, 0.01);
  }

  @Test
  void goldenNegativeLogLikelihoodOfABernoulliLabel() {
    for (double p : new double[] {0.05, 0.5, 0.8}) {
      for (int y = 0; y <= 1; y++) {
        double likelihood = Math.pow(p, y) * Math.pow(1 - p, 1 - y);
        assertThat(evaluate(logit(p), y)).isCloseTo(-Math.log(likelihood), within(1e-14));
      }
    }
  }

  @Test
  void isFineWhereTheNaiveFormFails() {
    double rounded = 1 / (1 + Math.exp(-37));
    assertThat(1 / (1 + Math.exp(-36.0))).isLessThan(1);
    assertThat(rounded).isEqualTo(1);
    assertThat(-Math.log(1 - rounded)).isInfinite();
    assertThat(evaluate(37, 0)).isCloseTo(37, within(1e-14));
    // log(1 + e^-z), which looks safe, overflows on the other side.
    assertThat(Math.log(1 + Math.exp(1000))).isInfinite();
    assertThat(evaluate(-1000, 1)).isEqualTo(1000);
    assertThat(evaluate(1000, 1)).isZero();
    // Small losses keep their digits: e^-40, where log1p(x) is x.
    assertThat(evaluate(40, 1)).isCloseTo(Math.exp(-40), within(1e-30));
  }

  @Test
  void oneLabelIsTheSoftmaxOfTwoLogitsOfWhichOneIsZero() {
    Loss softmax = new CategoricalCrossEntropy();
    for (double z = -40; z <= 40; z += 0.5) {
      for (int y = 0; y <= 1; y++) {
        double[] gradient = new double[2];
        double[] logits = {0, z};
        double categorical = softmax.evaluate(logits, new double[] {y}, 0, gradient);
        assertThat(evaluate(z, y)).isCloseTo(categorical, within(1e-14 * Math.max(1, categorical)));
        assertThat(gradient(z, y)).isCloseTo(gradient[1], within(1e-15));
        assertThat(loss().outputs(new double[] {z})[0])
            .isCloseTo(softmax.outputs(logits)[1], within(1e-15));
      }
    }
  }

  @Test
  void aSoftLabelIsAMixtureOfBoth() {
    assertThat(evaluate(1.5, 0.3))
        .isCloseTo(0.3 * evaluate(1.5, 1) + 0.7 * evaluate(1.5, 0), within(1e-15));
  }
}
