package lockstep.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
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

class MomentsPropertyTest {
  private static final MathContext DIGITS = new MathContext(200);

  record Term(double x, double weight) {}

  @Provide
  Arbitrary<List<Term>> terms() {
    Arbitrary<Double> weights =
        Arbitraries.oneOf(
            Arbitraries.just(1.0), Arbitraries.doubles().between(0.01, 1000).ofScale(7));
    Arbitrary<Double> numbers =
        Arbitraries.oneOf(
            Arbitraries.doubles().between(-1e50, 1e50).ofScale(3),
            Arbitraries.doubles().between(1e9, 1e9 + 1).ofScale(9),
            Arbitraries.integers().between(-3, 3).map(Integer::doubleValue));
    return Combinators.combine(numbers, weights).as(Term::new).list().ofMinSize(1).ofMaxSize(40);
  }

  @Property
  void meanAndDeviationAreTheExactOnesRoundedOnce(@ForAll("terms") List<Term> terms) {
    BigDecimal weight = BigDecimal.ZERO;
    BigDecimal sum = BigDecimal.ZERO;
    for (Term term : terms) {
      weight = weight.add(new BigDecimal(term.weight));
      sum = sum.add(new BigDecimal(term.weight).multiply(new BigDecimal(term.x)));
    }
    BigDecimal mean = sum.divide(weight, DIGITS);
    BigDecimal spread = BigDecimal.ZERO;
    for (Term term : terms) {
      BigDecimal apart = new BigDecimal(term.x).subtract(mean);
      spread = spread.add(apart.multiply(apart).multiply(new BigDecimal(term.weight)));
    }
    Moments moments = moments(terms);
    assertThat(moments.mean()).isEqualTo(mean.doubleValue());
    if (moments.min() < moments.max()) {
      double deviation = spread.divide(weight, DIGITS).sqrt(new MathContext(60)).doubleValue();
      assertThat(moments.standardDeviation()).isEqualTo(deviation);
    } else {
      assertThat(moments.standardDeviation()).isZero();
    }
  }

  @Property
  void orderAndGroupingDoNotMatter(@ForAll("terms") List<Term> terms, @ForAll long seed) {
    Moments once = moments(terms);
    List<Term> shuffled = new java.util.ArrayList<>(terms);
    Collections.shuffle(shuffled, new Random(seed));
    int cut = shuffled.size() / 3;
    Moments parts = moments(shuffled.subList(cut, shuffled.size()));
    parts.add(moments(shuffled.subList(0, cut)));
    assertSame(parts, once);
  }

  @Property
  void weightTwoIsTheRowTwiceAndWeightZeroIsNoRow(@ForAll("terms") List<Term> terms) {
    Moments doubled = new Moments();
    Moments twice = new Moments();
    for (Term term : terms) {
      doubled.add(term.x, 2 * term.weight);
      doubled.add(1e60, 0);
      twice.add(term.x, term.weight);
      twice.add(term.x, term.weight);
    }
    assertSame(doubled, twice);
  }

  @Property
  void fillingIsAddingRowsOfTheFill(@ForAll("terms") List<Term> terms) {
    Moments filled = moments(terms);
    for (int i = 0; i < 3; i++) {
      filled.add(0.1, 1);
    }
    BigDecimal three = BigDecimal.valueOf(3);
    assertThat(moments(terms).mean(0.1, three)).isEqualTo(filled.mean());
    assertThat(moments(terms).standardDeviation(0.1, three)).isEqualTo(filled.standardDeviation());
  }

  @Example
  void theNaiveVarianceWouldHaveCancelled() {
    double a = 1e9;
    double naive = (a * a + (a + 1) * (a + 1)) / 2 - (a + 0.5) * (a + 0.5);
    assertThat(naive).isNotEqualTo(0.25);
    assertThat(moments(List.of(new Term(a, 1), new Term(a + 1, 1))).standardDeviation())
        .isEqualTo(0.5);
  }

  private static Moments moments(List<Term> terms) {
    Moments moments = new Moments();
    terms.forEach(term -> moments.add(term.x, term.weight));
    return moments;
  }

  private static void assertSame(Moments left, Moments right) {
    assertThat(left.mean()).isEqualTo(right.mean());
    assertThat(left.standardDeviation()).isEqualTo(right.standardDeviation());
    assertThat(left.weight()).isEqualByComparingTo(right.weight());
    assertThat(left.min()).isEqualTo(right.min());
    assertThat(left.max()).isEqualTo(right.max());
  }
}
