package lockstep.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class VectorMomentsPropertyTest {
  private static final int SIZE = 4;

  /** A vector, how it is stored, and its weight. */
  record Cell(double[] numbers, boolean sparse, double weight) {
    Object stored() {
      int[] indices = IntStream.range(0, SIZE).filter(i -> numbers[i] != 0).toArray();
      double[] values = IntStream.of(indices).mapToDouble(i -> numbers[i]).toArray();
      return sparse ? new SparseVector(SIZE, indices, values) : numbers;
    }
  }

  @Provide
  Arbitrary<List<Cell>> cells() {
    Arbitrary<Double> numbers =
        Arbitraries.oneOf(
            Arbitraries.just(0.0), Arbitraries.of(1.0, -3.0, Double.NaN), Arbitraries.doubles());
    Arbitrary<Double> bounded = numbers.filter(x -> Double.isNaN(x) || Math.abs(x) < 1e100);
    return Combinators.combine(
            bounded.array(double[].class).ofSize(SIZE),
            Arbitraries.of(true, false),
            Arbitraries.of(1.0, 0.1, 2.5))
        .as(Cell::new)
        .list()
        .ofMaxSize(12);
  }

  @Property
  void everyElementHasTheMomentsOfItsNumbers(@ForAll("cells") List<Cell> cells) {
    VectorMoments vectors = new VectorMoments();
    VectorMoments others = new VectorMoments();
    for (Cell cell : cells) {
      (cell.weight == 1 ? vectors : others).add(cell.stored(), cell.weight);
    }
    vectors.add(others);
    for (int i = 0; i < SIZE; i++) {
      Moments expected = new Moments();
      for (Cell cell : cells) {
        if (!Double.isNaN(cell.numbers[i])) {
          expected.add(cell.numbers[i], cell.weight);
        }
      }
      assertSame(vectors.element(i), expected);
    }
    List<Double> all = new ArrayList<>();
    cells.forEach(cell -> java.util.Arrays.stream(cell.numbers).forEach(all::add));
    assertThat(vectors.hasMissing()).isEqualTo(all.stream().anyMatch(x -> x.isNaN()));
    assertThat(vectors.entries()).isEqualTo(all.stream().filter(x -> x != 0 && !x.isNaN()).count());
  }

  private static void assertSame(Moments found, Moments expected) {
    assertThat(found.isEmpty()).isEqualTo(expected.isEmpty());
    if (!expected.isEmpty()) {
      assertThat(found.weight()).isEqualByComparingTo(expected.weight());
      assertThat(found.mean()).isEqualTo(expected.mean());
      assertThat(found.standardDeviation()).isEqualTo(expected.standardDeviation());
      assertThat(found.min() + 0.0).isEqualTo(expected.min() + 0.0);
      assertThat(found.max() + 0.0).isEqualTo(expected.max() + 0.0);
    }
  }
}
