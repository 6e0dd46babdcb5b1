package lockstep.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SgdTest extends OptimizerContractTest {
  @Override
  Optimizer optimizer() {
    return new Sgd();
  }

  @Override
  double learningRate() {
    return 0.1;
  }

  private double[] step(double[] parameters, double[] gradient, double rate) {
    return optimizer().update(parameters, gradient, optimizer().init(2), rate).parameters();
  }

  @Test
  void goldenLinearRegressionRowByRow() {
    double[] first = step(new double[] {0, 0}, new double[] {-50, -10}, 0.01);
    assertThat(first).containsExactly(new double[] {0.5, 0.1}, within(1e-15));
    double[] second = step(first, new double[] {-223.2, -24.8}, 0.01);
    assertThat(second).containsExactly(new double[] {2.732, 0.348}, within(1e-15));
  }

  @Test
  void goldenLinearRegressionInOneBatch() {
    double[] first = step(new double[] {0, 0}, new double[] {-14.68, -6.00}, 0.1);
    assertThat(first).containsExactly(new double[] {1.468, 0.600}, within(1e-15));
    double[] second = step(first, new double[] {1.42133, 1.0720}, 0.1);
    assertThat(second).containsExactly(new double[] {1.32587, 0.4928}, within(5e-6));
  }
}
