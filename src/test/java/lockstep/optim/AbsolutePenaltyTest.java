package lockstep.optim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AbsolutePenaltyTest {
  private static final AbsolutePenalty PENALTY = new AbsolutePenalty(new double[] {1, 1, 1, 1, 0});

  @Test
  void itIsTheWeightedSumOfAbsoluteValues() {
    assertThat(new AbsolutePenalty(new double[] {0.5, 2, 0}).of(new double[] {-4, 3, 7}))
        .isEqualTo(8);
    assertThat(AbsolutePenalty.NONE.of(new double[] {-4, 3, 7})).isZero();
  }

  /** Where the smooth part pulls less than the penalty holds, a 0 stays. */
  @Test
  void thePseudoGradientIsTheOneSidedDerivative() {
    assertThat(
            PENALTY.pseudoGradient(
                new double[] {0, 0, 0, -2, 0}, new double[] {0.5, 3, -3, 0.25, 0.5}))
        .containsExactly(0, 2, -2, -0.75, 0.5);
    double[] gradient = {1};
    assertThat(AbsolutePenalty.NONE.pseudoGradient(new double[] {0}, gradient)).isSameAs(gradient);
  }

  @Test
  void aDirectionKeepsWhatFalls() {
    double[] direction = {1, 1, -1, 2, 2};
    PENALTY.align(direction, new double[] {-1, 1, 0, -1, 1});
    assertThat(direction).containsExactly(1, 0, 0, 2, 2);
  }

  @Test
  void aStepStopsWhereASignWouldChange() {
    double[] to = {-1, 2, -0.5, 3, -1};
    PENALTY.stayInOrthant(new double[] {1, 1, 0, 3, 1}, to);
    assertThat(to).containsExactly(0, 2, -0.5, 3, -1);
  }
}
