package lockstep.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SplitMix64Test {
  /** The sequence that Rosetta Code's page on SplitMix64 asks of every language. */
  @Test
  void drawsThePublishedSequence() {
    SplitMix64 random = new SplitMix64(1234567);
    for (String expected :
        new String[] {
          "6457827717110365317",
          "3203168211198807973",
          "9817491932198370423",
          "4593380528125082431",
          "16408922859458223821"
        }) {
      assertThat(Long.toUnsignedString(random.nextLong())).isEqualTo(expected);
    }
  }

  @Test
  void aSeedIsTheWholeSequence() {
    SplitMix64 one = new SplitMix64(7);
    SplitMix64 other = new SplitMix64(7);
    for (int i = 0; i < 100; i++) {
      assertThat(one.nextGaussian()).isEqualTo(other.nextGaussian());
    }
    assertThat(one.nextLong()).isEqualTo(other.nextLong());
  }

  @Test
  void neighbouringCoordinatesGiveDifferentSeeds() {
    Set<Long> seeds = new HashSet<>();
    for (int epoch = 0; epoch < 100; epoch++) {
      for (int shard = 0; shard < 100; shard++) {
        seeds.add(SplitMix64.derive(42, epoch, shard));
      }
    }
    assertThat(seeds).hasSize(10_000);
  }

  @Test
  void namesAndOrderOfCoordinatesMatter() {
    assertThat(SplitMix64.derive(1, 2, 3)).isNotEqualTo(SplitMix64.derive(1, 3, 2));
    assertThat(SplitMix64.derive(1, 0)).isNotEqualTo(SplitMix64.derive(1, 0, 0));
    assertThat(SplitMix64.derive(1, "ab")).isNotEqualTo(SplitMix64.derive(1, "ba"));
    assertThat(SplitMix64.derive(1, "a")).isNotEqualTo(SplitMix64.derive(1, "aa"));
    assertThat(SplitMix64.derive(1, "a")).isNotEqualTo(SplitMix64.derive(2, "a"));
  }

  @Test
  void unitNumbersReachFromZeroToJustBelowOne() {
    assertThat(SplitMix64.unit(0)).isZero();
    assertThat(SplitMix64.unit(-1)).isEqualTo(1 - 0x1p-53);
  }

  @Test
  void integersAreUniform() {
    SplitMix64 random = new SplitMix64(3);
    int[] counts = new int[7];
    int draws = 70_000;
    for (int i = 0; i < draws; i++) {
      counts[random.nextInt(7)]++;
    }
    double chiSquared = 0;
    for (int count : counts) {
      chiSquared += Math.pow(count - draws / 7.0, 2) / (draws / 7.0);
    }
    // The 0.1% point of chi squared with 6 degrees of freedom.
    assertThat(chiSquared).isLessThan(22.46);
    assertThat(random.nextInt(1)).isZero();
  }

  @Test
  void largeBoundsAreDrawnWithoutBias() {
    // 3 2^29 does not divide 2^32: without rejection each third number would come up half as often
    // again.
    SplitMix64 random = new SplitMix64(5);
    int bound = 3 << 29;
    int[] thirds = new int[3];
    for (int i = 0; i < 30_000; i++) {
      thirds[random.nextInt(bound) % 3]++;
    }
    for (int count : thirds) {
      assertThat(count).isBetween(9_700, 10_300);
    }
  }

  @Test
  void normalDeviatesHaveTheMomentsOfTheNormal() {
    SplitMix64 random = new SplitMix64(11);
    int n = 100_000;
    double sum = 0;
    double squares = 0;
    double fourth = 0;
    for (int i = 0; i < n; i++) {
      double x = random.nextGaussian();
      sum += x;
      squares += x * x;
      fourth += x * x * x * x;
    }
    // Four standard errors each: 1, sqrt 2 and sqrt 96 over sqrt n.
    assertThat(sum / n).isCloseTo(0, within(4 / Math.sqrt(n)));
    assertThat(squares / n).isCloseTo(1, within(4 * Math.sqrt(2.0 / n)));
    assertThat(fourth / n).isCloseTo(3, within(4 * Math.sqrt(96.0 / n)));
  }

  @Test
  void aBoundBelowOneIsRefused() {
    assertThatThrownBy(() -> new SplitMix64(0).nextInt(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot draw an integer below 0: expected 1 or more");
  }
}
