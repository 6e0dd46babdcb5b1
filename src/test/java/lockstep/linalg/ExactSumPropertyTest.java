package lockstep.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

class ExactSumPropertyTest {
  @Property
  void valueIsTheExactSumRoundedOnce(@ForAll @Size(max = 50) List<Double> terms) {
    BigDecimal exact = terms.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(sum(terms).value()).isEqualTo(exact.doubleValue() + 0.0);
  }

  @Property
  void orderAndGroupingDoNotMatter(
      @ForAll @Size(min = 1, max = 50) List<Double> terms, @ForAll long seed) {
    ExactSum once = sum(terms);
    Collections.shuffle(terms, new Random(seed));
    int cut = terms.size() / 3;
    ExactSum parts = sum(terms.subList(cut, terms.size()));
    parts.add(sum(terms.subList(0, cut)));
    assertThat(parts).isEqualTo(once).hasSameHashCodeAs(once);
    assertThat(parts.value()).isEqualTo(once.value());
  }

  @Property
  void productsAreAddedWithoutRounding(
      @ForAll @DoubleRange(min = -1e100, max = 1e100) double x,
      @ForAll @DoubleRange(min = -1e100, max = 1e100) double y) {
    ExactSum sum = new ExactSum();
    sum.addProduct(x, y);
    if (Math.abs(x * y) > 1e-250) {
      assertThat(sum.exactValue())
          .isEqualByComparingTo(new BigDecimal(x).multiply(new BigDecimal(y)));
    }
  }

  private static ExactSum sum(List<Double> terms) {
    ExactSum sum = new ExactSum();
    terms.forEach(sum::add);
    return sum;
  }
}
