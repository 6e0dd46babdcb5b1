package lockstep.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CurvaturePairsTest {
  private static final double[] CURVATURE = {1, 3, 0.5};

  /** A pair of the quadratic with these curvatures. */
  private static CurvaturePairs with(CurvaturePairs pairs, int memory, double... move) {
    double[] change = new double[move.length];
    java.util.Arrays.setAll(change, i -> CURVATURE[i] * move[i]);
    return pairs.plus(move, change, memory);
  }

  @Test
  void withoutPairsItIsSteepestDescent() {
    assertThat(CurvaturePairs.NONE.descent(new double[] {1, -2, 0.5})).containsExactly(-1, 2, -0.5);
  }

  /** The secant equation of BFGS: H y = s of the newest pair. */
  @Test
  void theNewestPairIsMetExactly() {
    CurvaturePairs pairs = with(CurvaturePairs.NONE, 5, 1, 2, 3);
    pairs = with(pairs, 5, -1, 0.5, 2);
    double[] change = pairs.changes()[1];
    assertThat(pairs.descent(change)).containsExactly(new double[] {1, -0.5, -2}, within(1e-12));
  }

  /** Worked by hand, one pair s = (1, 0, 0), y = (2, 1, 0): with r = 1/2 and scale 2/5. */
  @Test
  void onePairIsTheFormula() {
    CurvaturePairs pairs =
        CurvaturePairs.NONE.plus(new double[] {1, 0, 0}, new double[] {2, 1, 0}, 5);
    // H = (I - r s y') (2/5) (I - r y s') + r s s'; of (0, 2, 5): first (0, 2, 5), scaled
    // (0, 0.8, 2), y' of it 0.8, minus r 0.8 s.
    assertThat(pairs.descent(new double[] {0, 2, 5}))
        .containsExactly(new double[] {0.4, -0.8, -2}, within(1e-15));
  }

  /** Conjugate moves along every axis are the whole inverse. */
  @Test
  void asManyPairsAsAxesAreNewtonsStep() {
    CurvaturePairs pairs = with(CurvaturePairs.NONE, 3, 1, 0, 0);
    pairs = with(pairs, 3, 0, -2, 0);
    pairs = with(pairs, 3, 0, 0, 0.1);
    assertThat(pairs.descent(new double[] {1, 3, 0.5}))
        .containsExactly(new double[] {-1, -1, -1}, within(1e-12));
  }

  @Test
  void theOldestIsLeftOutBeyondTheMemory() {
    CurvaturePairs pairs = with(CurvaturePairs.NONE, 2, 1, 0, 0);
    pairs = with(pairs, 2, 0, 1, 0);
    CurvaturePairs third = with(pairs, 2, 0, 0, 1);
    assertThat(third.size()).isEqualTo(2);
    assertThat(third.moves()).isDeepEqualTo(new double[][] {{0, 1, 0}, {0, 0, 1}});
    assertThat(pairs.moves()).isDeepEqualTo(new double[][] {{1, 0, 0}, {0, 1, 0}});
  }

  @Test
  void aPairWithoutCurvatureTeachesNothing() {
    CurvaturePairs pairs = with(CurvaturePairs.NONE, 2, 1, 2, 3);
    double[] move = {1, 0, 0};
    assertThat(pairs.plus(move, new double[] {-1, 0, 0}, 2)).isSameAs(pairs);
    assertThat(pairs.plus(move, new double[] {0, 1, 0}, 2)).isSameAs(pairs);
    assertThat(pairs.plus(new double[3], new double[3], 2)).isSameAs(pairs);
    assertThat(pairs.plus(move, new double[] {Double.NaN, 1, 0}, 2)).isSameAs(pairs);
  }
}
