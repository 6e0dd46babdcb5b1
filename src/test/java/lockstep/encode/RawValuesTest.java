package lockstep.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class RawValuesTest {
  private final RawValues raw = new RawValues(Tables.NULL_VALUES);

  @Test
  void marksAndBlanksAreMissing() {
    for (Object cell :
        new Object[] {null, "", "  ", "NA", " N/A\t", "?", "null", Double.NaN, Float.NaN}) {
      assertThat(raw.number("x", cell)).as("%s", cell).isNaN();
      assertThat(raw.text("x", cell)).as("%s", cell).isNull();
    }
    assertThat(raw.text("x", "na")).isEqualTo("na");
    assertThat(new RawValues(List.of()).text("x", "NA")).isEqualTo("NA");
  }

  @Test
  void anEmptyTextIsATextWhereTheMarksLeaveItOut() {
    RawValues marks = new RawValues(List.of("NA"));

    assertThat(marks.text("x", "")).isEmpty();
    assertThat(marks.text("x", null)).isNull();
    assertThat(marks.text("x", " ")).isNull();
    assertThat(new RawValues(List.of(" ")).text("x", "")).isNull();
    assertThatThrownBy(() -> marks.number("x", ""))
        .hasMessage("Cannot read column \"x\": expected a number, found \"\"");
  }

  @Test
  void aNullValueMayBeANumber() {
    assertThat(new RawValues(List.of("-999")).number("x", "-999")).isNaN();
    assertThat(new RawValues(List.of("-999")).number("x", "-998")).isEqualTo(-998);
  }

  @Test
  void typedCellsAreNumbers() {
    assertThat(raw.number("x", " 2.5 ")).isEqualTo(2.5);
    assertThat(raw.number("x", 7L)).isEqualTo(7);
    assertThat(raw.number("x", new BigDecimal("1.25"))).isEqualTo(1.25);
    assertThat(raw.number("x", true)).isEqualTo(1);
    assertThat(raw.number("x", LocalDate.of(1970, 1, 11))).isEqualTo(10);
    assertThat(raw.number("x", java.sql.Date.valueOf("1969-12-31"))).isEqualTo(-1);
    assertThat(raw.number("x", Instant.ofEpochMilli(1500))).isEqualTo(1.5);
    assertThat(raw.number("x", new java.sql.Timestamp(1500))).isEqualTo(1.5);
    assertThat(raw.number("x", LocalDateTime.of(1970, 1, 1, 0, 1))).isEqualTo(60);
    assertThat(Double.doubleToRawLongBits(raw.number("x", -0.0))).isZero();
  }

  @Test
  void typedCellsAreNamesWithOneSpelling() {
    assertThat(raw.text("x", 1)).isEqualTo("1");
    assertThat(raw.text("x", 1.0)).isEqualTo("1");
    assertThat(raw.text("x", -0.0)).isEqualTo("0");
    assertThat(raw.text("x", 0.5f)).isEqualTo("0.5");
    assertThat(raw.text("x", new BigDecimal("3.00"))).isEqualTo("3");
    assertThat(raw.text("x", false)).isEqualTo("false");
    assertThat(raw.text("x", java.sql.Date.valueOf("2024-02-29"))).isEqualTo("2024-02-29");
  }

  @Test
  void whatIsNoNumberIsRefusedByColumnAndValue() {
    assertThatThrownBy(() -> raw.number("bmi", "fat"))
        .isInstanceOf(BadValueException.class)
        .hasMessage("Cannot read column \"bmi\": expected a number, found \"fat\"");
    assertThatThrownBy(() -> raw.number("bmi", Double.NEGATIVE_INFINITY))
        .hasMessage(
            "Cannot read column \"bmi\": expected a finite number, found -Infinity (Double)");
    assertThatThrownBy(() -> raw.text("bmi", Double.POSITIVE_INFINITY))
        .isInstanceOf(BadValueException.class);
    assertThatThrownBy(() -> raw.number("bmi", new double[2]))
        .hasMessage("Cannot read column \"bmi\": expected a number, found a vector of size 2");
    assertThatThrownBy(() -> raw.number("bmi", new int[2])).isInstanceOf(BadValueException.class);
    assertThatThrownBy(() -> raw.number("bmi", "x".repeat(500)))
        .hasMessageEndingWith("found \"" + "x".repeat(80) + "...\"");
  }
}
