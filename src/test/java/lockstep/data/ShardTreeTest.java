package lockstep.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import lockstep.SerializedCopy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardTreeTest {
  private static ShardTree<String> added(int shards, List<Integer> numbers) {
    ShardTree<String> tree = new ShardTree<>(shards);
    numbers.forEach(shard -> tree.add(shard, shard.toString(), ShardTreeTest::pair));
    return tree;
  }

  private static String pair(String left, String right) {
    return "(" + left + right + ")";
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0",
    "2, (01)",
    "3, ((01)2)",
    "4, ((01)(23))",
    "5, (((01)(23))4)",
    "6, (((01)(23))(45))",
    "7, (((01)(23))((45)6))",
    "9, ((((01)(23))((45)(67)))8)"
  })
  void siblingsMeetAndALoneNodeMovesUp(int shards, String tree) {
    ShardTree<String> sums = new ShardTree<>(shards);
    for (int shard = shards - 1; shard >= 0; shard--) {
      sums.add(shard, String.valueOf(shard), ShardTreeTest::pair);
    }
    assertThat(sums.root()).isEqualTo(tree);
  }

  @Test
  void aFoldInOrderOfArrivalIsNotStable() {
    // What the tree is for: the same four terms, two orders, two sums.
    double[] terms = {1e16, 1, -1e16, 1};
    int[][] arrivals = {{0, 1, 2, 3}, {0, 2, 1, 3}};
    double[] folds = new double[2];
    double[] roots = new double[2];
    for (int a = 0; a < 2; a++) {
      ShardTree<Double> tree = new ShardTree<>(4);
      for (int shard : arrivals[a]) {
        folds[a] += terms[shard];
        tree.add(shard, terms[shard], Double::sum);
      }
      roots[a] = tree.root();
    }
    assertThat(folds[0]).isNotEqualTo(folds[1]);
    assertThat(roots[0]).isEqualTo(roots[1]);
  }

  @Test
  void aMissingShardIsRefused() {
    assertThatThrownBy(() -> added(4, List.of(0, 1, 3)).root())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Cannot give the sum over 4 shards: parts have not met");
    assertThatThrownBy(() -> new ShardTree<String>(1).root())
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "2", "3", "4"})
  void aShardIsRefusedASecondTimeEvenAfterItHasMetOthers(int shard) {
    ShardTree<String> whole = added(5, List.of(0, 1, 2, 3, 4));
    assertThatThrownBy(() -> whole.add(shard, "again", ShardTreeTest::pair))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Cannot add a shard twice");
    assertThat(whole.root()).isEqualTo("(((01)(23))4)");
  }

  @Test
  void treesThatShareAShardAreRefused() {
    ShardTree<String> pairs = added(4, List.of(0, 1));
    for (int shard = 0; shard < 2; shard++) {
      ShardTree<String> single = added(4, List.of(shard, 3));
      assertThatThrownBy(() -> single.addAll(pairs, ShardTreeTest::pair))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("Cannot add a shard twice");
      ShardTree<String> other = added(4, List.of(shard, 3));
      assertThatThrownBy(() -> added(4, List.of(0, 1)).addAll(other, ShardTreeTest::pair))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("Cannot add a shard twice");
    }
  }

  @Test
  void shardsOutsideTheTreeAndTreesOfAnotherSizeAreRefused() {
    ShardTree<String> tree = new ShardTree<>(3);
    assertThatThrownBy(() -> tree.add(3, "3", ShardTreeTest::pair))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot add shard 3 to a sum over 3 shards");
    assertThatThrownBy(() -> tree.add(-1, "", ShardTreeTest::pair))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tree.addAll(new ShardTree<>(4), ShardTreeTest::pair))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot combine sums over 3 and 4 shards");
    assertThatThrownBy(() -> new ShardTree<String>(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot sum over 0 shards: expected 1 to 1048576");
  }

  @Test
  void aPartialSumSurvivesBeingSent() {
    ShardTree<String> arrived = SerializedCopy.of(added(5, List.of(4, 1, 3)));
    arrived.addAll(added(5, List.of(0, 2)), ShardTreeTest::pair);
    assertThat(arrived.root()).isEqualTo("(((01)(23))4)");
  }

  @Test
  void partsThatHaveNotMetAreHandedOutInOrderAndTakenByAnother() {
    ShardTree<String> tree = added(7, List.of(6, 2, 3, 0));
    List<String> parts = new ArrayList<>();
    ShardTree<String> other = added(7, List.of(1, 4, 5));
    tree.forEachPart(
        (level, index, sum) -> {
          parts.add(level + ":" + index + "=" + sum);
          other.addPart(level, index, sum, ShardTreeTest::pair);
        });
    assertThat(parts).containsExactly("0:0=0", "1:1=(23)", "1:3=6");
    assertThat(other.root()).isEqualTo("(((01)(23))((45)6))");
  }

  @ParameterizedTest
  @CsvSource({"-1, 0", "0, 7", "2, 2", "0, -1", "40, 0"})
  void aPartThatIsNotInTheTreeIsRefused(int level, int index) {
    ShardTree<String> tree = new ShardTree<>(7);
    assertThatThrownBy(() -> tree.addPart(level, index, "x", ShardTreeTest::pair))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot add part %d of level %d to a sum over 7 shards".formatted(index, level));
  }
}
