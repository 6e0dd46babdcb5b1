package lockstep.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import lockstep.optim.Optimizer.Update;
import org.junit.jupiter.api.Test;

class AdamWTest extends OptimizerContractTest {
  @Override
  Optimizer optimizer() {
    return new AdamW(Adam.DEFAULT, AdamW.DEFAULT_DECAY);
  }

  @Override
  Optimizer withoutDecay() {
    return new AdamW(Adam.DEFAULT, 0);
  }

  @Override
  double learningRate() {
    return 0.05;
  }

  @Test
  void withoutDecayItIsAdam() {
    double[] w = {1, -2};
    double[] g = {3, 0.5};
    Update adam = Adam.DEFAULT.update(w, g, Adam.DEFAULT.init(2), 0.1);
    Update same = withoutDecay().update(w, g, withoutDecay().init(2), 0.1);
    assertThat(same.parameters()).isEqualTo(adam.parameters());
    assertThat(same.state()).isEqualTo(adam.state());
  }

  /** What l2 in the objective is not: there the decay would go through both moments. */
  @Test
  void theMomentsDoNotSeeTheDecay() {
    AdamW heavy = new AdamW(Adam.DEFAULT, 0.5);
    double[] w = {1, -2};
    double[] g = {3, 0.5};
    Update adam = Adam.DEFAULT.update(w, g, Adam.DEFAULT.init(2), 0.1);
    Update at = heavy.update(w, g, heavy.init(2), 0.1);
    assertThat(at.state()).isEqualTo(adam.state());
    for (int i = 0; i < 2; i++) {
      double shrunk = adam.parameters()[i] - 0.1 * 0.5 * w[i];
      assertThat(at.parameters()[i]).isCloseTo(shrunk, within(1e-15));
    }
  }

  @Test
  void withoutAGradientTheParametersShrinkGeometrically() {
    AdamW heavy = new AdamW(Adam.DEFAULT, 0.5);
    Update at = new Update(new double[] {8}, heavy.init(1));
    for (int t = 1; t <= 10; t++) {
      at = heavy.update(at.parameters(), new double[1], at.state(), 0.5);
      assertThat(at.parameters()[0]).isCloseTo(8 * Math.pow(0.75, t), within(1e-14));
    }
  }
}
