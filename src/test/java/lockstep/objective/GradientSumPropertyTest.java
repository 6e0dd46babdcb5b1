package lockstep.objective;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import lockstep.SerializedCopy;
import lockstep.linalg.SplitMix64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Sums that hold touched columns alone add up to the bits of whole ones. */
class GradientSumPropertyTest {
  private static final int INPUTS = 20;
  private static final int BEHIND = 3;

  /** A sum of which each column is touched with that probability; whole where that is smaller. */
  private static GradientSum draw(int units, double density, SplitMix64 random) {
    int[] columns =
        IntStream.range(0, INPUTS).filter(column -> random.nextDouble() < density).toArray();
    TouchedColumns drawn = new TouchedColumns(columns, INPUTS, units);
    TouchedColumns touched = drawn.pays() ? drawn : TouchedColumns.ALL;
    int length = touched.all() ? INPUTS * units + BEHIND : columns.length * units + BEHIND;
    double[] gradient =
        IntStream.range(0, length).mapToDouble(i -> random.nextGaussian()).toArray();
    return new GradientSum(touched, gradient, random.nextGaussian(), random.nextInt(9));
  }

  @Property(tries = 500)
  void addUpToTheBitsOfWholeOnes(@ForAll @IntRange(min = 1, max = 3) int units, @ForAll long seed) {
    SplitMix64 random = new SplitMix64(seed);
    GradientSum left = draw(units, random.nextDouble(), random);
    GradientSum right = random.nextInt(9) == 0 ? left : draw(units, random.nextDouble(), random);
    GradientSum rightBefore = SerializedCopy.of(right);
    GradientSum sum = left.plus(right);
    assertThat(right).isEqualTo(rightBefore);
    assertThat(sum.whole()).isEqualTo(left.whole().plus(right.whole()));
    assertThat(sum.touched().all() || sum.touched().pays()).isTrue();
    assertThat(SerializedCopy.of(left).absorb(right)).isEqualTo(sum);
    assertThat(right.plus(left)).isEqualTo(sum);
  }

  @Property(tries = 500)
  void takeTheirColumnsFromAVector(
      @ForAll @IntRange(min = 1, max = 3) int units, @ForAll long seed) {
    TouchedColumns touched = draw(units, 0.3, new SplitMix64(seed)).touched();
    double[] values = IntStream.range(1, INPUTS * units + BEHIND + 1).asDoubleStream().toArray();
    if (!touched.all()) {
      double[] shrunk = touched.shrink(values);
      double[] whole = new GradientSum(touched, shrunk, 0, 0).whole().gradient();
      double[] spread = new double[values.length];
      touched.spread(shrunk, spread);
      assertThat(spread).isEqualTo(whole);
      for (int i = 0; i < values.length; i++) {
        int column = i / units;
        boolean held = IntStream.of(touched.columns()).anyMatch(c -> c == column);
        assertThat(whole[i]).isEqualTo(held || i >= INPUTS * units ? values[i] : 0);
      }
    }
  }

  @Test
  void areWholeFromWhereThatIsSmaller() {
    // A shrunk column of one unit takes 12 bytes, a whole one 8.
    assertThat(new TouchedColumns(new int[] {1}, 3, 1).pays()).isTrue();
    assertThat(new TouchedColumns(new int[] {1, 2}, 3, 1).pays()).isFalse();
    // Of four units 36 bytes and 32.
    assertThat(new TouchedColumns(new int[] {0, 1, 2, 3, 4, 5, 6}, 8, 4).pays()).isTrue();
    assertThat(new TouchedColumns(new int[] {0, 1, 2, 3, 4, 5, 6, 7}, 9, 4).pays()).isFalse();
    GradientSum first =
        new GradientSum(new TouchedColumns(new int[] {0}, 3, 1), new double[2], 0, 0);
    GradientSum last =
        new GradientSum(new TouchedColumns(new int[] {2}, 3, 1), new double[2], 0, 0);
    assertThat(first.plus(last).touched().all()).isTrue();
  }
}
