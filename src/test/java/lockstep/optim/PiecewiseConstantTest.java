package lockstep.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class PiecewiseConstantTest extends LearningRateContractTest {
  @Override
  LearningRate withPeak(double peak) {
    return new PiecewiseConstant(peak, List.of(10L, 20L), List.of(peak / 2, peak / 10));
  }

  @Override
  boolean jumpsAfter(long step) {
    return step == 10 || step == 20;
  }

  @Test
  void aBoundaryBelongsToTheRateBefore() {
    LearningRate rate = withPeak(1);
    assertThat(List.of(rate.at(10), rate.at(11), rate.at(20), rate.at(21)))
        .containsExactly(1.0, 0.5, 0.5, 0.1);
    assertThat(new PiecewiseConstant(0.3, List.of(), List.of()).at(99)).isCloseTo(0.3, within(0.0));
  }

  @Test
  void boundariesAndRatesAreOfOneNumber() {
    assertThatThrownBy(() -> new PiecewiseConstant(1, List.of(5L), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot change the learning rate at 1 steps: expected as many rates, found 0");
  }
}
