package lockstep.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class IndexSetPropertyTest {
  @Property(tries = 200)
  void listsWhatIsInItWithItsRanks(
      @ForAll @IntRange(min = 1, max = 20_000) int bound,
      @ForAll @IntRange(max = 500) int additions,
      @ForAll long seed) {
    SplitMix64 random = new SplitMix64(seed);
    IndexSet set = new IndexSet(bound);
    for (int round = 0; round < 2; round++) {
      TreeSet<Integer> plain = new TreeSet<>();
      for (int i = 0; i < additions; i++) {
        // Some near one another, some at the ends.
        int index = random.nextInt(bound) / (1 + 50 * round);
        plain.add(index);
        set.add(index);
      }
      plain.add(bound - 1);
      set.add(bound - 1);
      assertThat(set.toArray()).containsExactly(plain.stream().mapToInt(i -> i).toArray());
      int rank = 0;
      for (int index : plain) {
        assertThat(set.rank(index)).isEqualTo(rank++);
      }
      set.clear();
      assertThat(set.toArray()).isEmpty();
    }
  }
}
