package lockstep.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClippingTest {
  private static final double NO_BOUND = Double.POSITIVE_INFINITY;

  private static double[] draw(int p, long seed) {
    Random random = new Random(seed);
    return random.doubles(p).map(x -> 20 * x - 10).toArray();
  }

  private static double[] clip(Clipping clipping, double... gradient) {
    double[] clipped = gradient.clone();
    clipping.apply(clipped, Clipping.norm(gradient));
    return clipped;
  }

  @Test
  void theNormIsNeverAboveItsBoundAndTheDirectionStays() {
    for (int p = 1; p < 40; p++) {
      double[] gradient = draw(p, p);
      double norm = Clipping.norm(gradient);
      for (double bound : new double[] {1e-6, 1, 10, 1e6}) {
        double[] clipped = clip(new Clipping(bound, NO_BOUND), gradient);
        assertThat(Clipping.norm(clipped)).isCloseTo(Math.min(bound, norm), within(1e-12 * norm));
        for (int i = 0; i < p; i++) {
          double expected = gradient[i] * Math.min(1, bound / norm);
          assertThat(clipped[i]).isCloseTo(expected, within(1e-14 * Math.abs(gradient[i])));
        }
      }
    }
  }

  @Test
  void noElementIsAboveItsBoundAndSmallerOnesStay() {
    double[] clipped = clip(new Clipping(NO_BOUND, 2), 1, -2, 3, -1e300, 0);
    assertThat(clipped).containsExactly(1, -2, 2, -2, 0);
  }

  @Test
  void elementsAreClippedBeforeTheNorm() {
    // (6, 4) is brought to (3, 3), whose norm is 3 sqrt 2.
    double[] clipped = clip(new Clipping(1, 3), 6, 4);
    assertThat(clipped[0]).isCloseTo(Math.sqrt(0.5), within(1e-15)).isEqualTo(clipped[1]);
  }

  @Test
  void clippingTwiceIsClippingOnce() {
    Clipping clipping = new Clipping(5, 2);
    double[] once = clip(clipping, draw(30, 1));
    double[] twice = clip(clipping, once);
    for (int i = 0; i < once.length; i++) {
      assertThat(twice[i]).isCloseTo(once[i], within(1e-15));
    }
  }

  @Test
  void whatIsWithinTheBoundsStaysAsItIs() {
    assertThat(clip(new Clipping(5, 4), 3, 4)).containsExactly(3, 4);
    assertThat(clip(Clipping.NONE, 3e200, 4)).containsExactly(3e200, 4);
  }

  @Test
  void theNormIsTheRootOfTheSumOfSquares() {
    for (int p = 0; p < 20; p++) {
      double[] vector = draw(p, 100 + p);
      double squares = Arrays.stream(vector).map(x -> x * x).sum();
      assertThat(Clipping.norm(vector)).isCloseTo(Math.sqrt(squares), within(1e-13));
    }
    assertThat(Clipping.norm(new double[] {1, Double.NaN})).isNaN();
  }

  @Test
  void aBoundOfZeroWouldStopTraining() {
    assertThatThrownBy(() -> new Clipping(0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot clip a gradient to norm 0.0 and value 1.0: expected numbers above 0");
    assertThatThrownBy(() -> new Clipping(1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
