package lockstep.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ExactSumsPropertyTest {
  private static final int SUMS = 5;

  /** x y, to be added to one of the sums. */
  record Term(int i, double x, double y) {}

  @Provide
  Arbitrary<List<Term>> terms() {
    Arbitrary<Double> anySize =
        Combinators.combine(
                Arbitraries.doubles().between(-2, 2), Arbitraries.integers().between(-1060, 1020))
            .as(Math::scalb);
    Arbitrary<Double> numbers =
        Arbitraries.oneOf(
            anySize,
            Arbitraries.doubles().between(-1, 1),
            Arbitraries.of(0.0, 1.0, -1.0, 1e300, -1e300, Double.MAX_VALUE, Double.MIN_VALUE));
    Arbitrary<Double> factors =
        Arbitraries.oneOf(Arbitraries.just(1.0), Arbitraries.doubles().between(-1, 1));
    return Combinators.combine(Arbitraries.integers().between(0, SUMS - 1), numbers, factors)
        .as(Term::new)
        .list()
        .ofMaxSize(60);
  }

  @Property
  void equalsAsManySingleSumsInAnyOrderAndGrouping(
      @ForAll("terms") List<Term> terms, @ForAll long seed) {
    List<Term> shuffled = new ArrayList<>(terms);
    Collections.shuffle(shuffled, new Random(seed));
    ExactSums sums = sums(shuffled.subList(0, terms.size() / 3));
    sums.add(sums(shuffled.subList(terms.size() / 3, terms.size())));
    for (int i = 0; i < SUMS; i++) {
      ExactSum expected = new ExactSum();
      for (Term term : terms) {
        if (term.i == i) {
          expected.addProduct(term.x, term.y);
        }
      }
      assertThat(sums.sum(i)).isEqualTo(expected);
    }
  }

  @Example
  void anInfiniteTermSpoilsItsOwnSumAlone() {
    ExactSums sums = new ExactSums();
    sums.add(3, 1);
    sums.add(1, Double.POSITIVE_INFINITY);
    sums.add(1, 2);
    assertThat(sums.sum(1).value()).isInfinite();
    assertThat(sums.sum(3).value()).isEqualTo(1);
    assertThat(sums.sum(2).value()).isZero();
    assertThat(sums.sum(99).value()).isZero();
  }

  private static ExactSums sums(List<Term> terms) {
    ExactSums sums = new ExactSums();
    terms.forEach(term -> sums.addProduct(term.i, term.x, term.y));
    return sums;
  }
}
