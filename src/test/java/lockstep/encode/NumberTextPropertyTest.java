package lockstep.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

class NumberTextPropertyTest {
  @Property
  void readsEveryDoubleAsTheJdkDoes(@ForAll double number) {
    assertThat(NumberText.parse(Double.toString(number))).isEqualTo(number + 0.0);
    assertThat(NumberText.parse(new BigDecimal(number).toString())).isEqualTo(number + 0.0);
  }

  @Property
  void readsShortDecimalsAsTheJdkDoes(@ForAll @Scale(6) BigDecimal number) {
    assertThat(NumberText.parse(number.toPlainString())).isEqualTo(number.doubleValue());
  }

  @Property
  void readsFifteenDigitsWithThePointAnywhere(
      @ForAll long digits, @ForAll @IntRange(max = 15) int point) {
    String plain = Long.toString(Math.abs(digits % 1_000_000_000_000_000L) + 1);
    int at = Math.min(point, plain.length());
    String text = "-" + plain.substring(0, at) + "." + plain.substring(at);
    assertThat(NumberText.parse(text)).isEqualTo(Double.parseDouble(text));
  }

  @Property
  void readsNoOtherTextThatTheJdkRefuses(@ForAll String text) {
    double number = NumberText.parse(text);
    if (!Double.isNaN(number)) {
      assertThat(Double.parseDouble(text) + 0.0).isEqualTo(number);
    }
  }

  @Example
  void refusesWhatIsNoPlainDecimal() {
    for (String text :
        new String[] {
          "",
          "-",
          "+",
          ".",
          "-.",
          "1d",
          "1f",
          "0x1p3",
          "NaN",
          "Infinity",
          "-Infinity",
          "1e",
          "1e+",
          "e5",
          "1.2.3",
          "1,5",
          "1 2",
          "--1",
          "١",
          "1e999",
          "12345678901234567890x",
          "+-1"
        }) {
      assertThat(NumberText.parse(text)).as(text).isNaN();
    }
  }

  @Example
  void readsEveryPlainSpelling() {
    assertThat(NumberText.parse("+1")).isEqualTo(1);
    assertThat(NumberText.parse("1.")).isEqualTo(1);
    assertThat(NumberText.parse(".5")).isEqualTo(0.5);
    assertThat(NumberText.parse("-1.5E-3")).isEqualTo(-0.0015);
    assertThat(NumberText.parse("007")).isEqualTo(7);
    assertThat(NumberText.parse("0.1234567890123456789")).isEqualTo(0.12345678901234568);
    assertThat(Double.doubleToRawLongBits(NumberText.parse("-0"))).isZero();
    assertThat(Double.doubleToRawLongBits(NumberText.parse("-0e0"))).isZero();
  }
}
