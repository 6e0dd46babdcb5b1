package lockstep;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CentralDifferencesTest {
  private static final double[] AT = {0.3, -1.7};

  private static double f(double[] x) {
    return Math.exp(x[0]) * Math.sin(x[1]);
  }

  @Test
  void knowsTheDerivativesOfExpAndSine() {
    double[] written = {
      Math.exp(AT[0]) * Math.sin(AT[1]), Math.exp(AT[0]) * Math.cos(AT[1]),
    };
    double[] differences = CentralDifferences.gradient(CentralDifferencesTest::f, AT);
    assertThat(CentralDifferences.relativeError(written, differences)).isLessThan(1e-10);
  }

  @Test
  void seesAGradientThatIsWrongInTheSixthDigit() {
    double[] wrong = CentralDifferences.gradient(CentralDifferencesTest::f, AT);
    wrong[1] *= 1 + 1e-6;
    double[] differences = CentralDifferences.gradient(CentralDifferencesTest::f, AT);
    assertThat(CentralDifferences.relativeError(wrong, differences))
        .isGreaterThan(CentralDifferences.TOLERANCE);
    wrong[1] = Double.NaN;
    assertThat(CentralDifferences.relativeError(wrong, differences)).isInfinite();
  }
}
