package lockstep.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LibsvmLineTest {
  @Test
  void indicesCountFromOneAndElementsFromZero() {
    LibsvmLine line = LibsvmLine.parse("-1 1:0.5 3:-2e1 2147483646:1").orElseThrow();
    assertThat(line.label()).isEqualTo("-1");
    assertThat(line.features().size()).isEqualTo(SparseVector.ANY_SIZE);
    assertThat(line.features().indices()).containsExactly(0, 2, 2147483645);
    assertThat(line.features().values()).containsExactly(0.5, -20, 1);
  }

  @Test
  void commentsQueriesTabsAndWindowsLineEndsAreNoElements() {
    LibsvmLine line = LibsvmLine.parse(" +1\tqid:3  2:7 # 5:9 \r").orElseThrow();
    assertThat(line.label()).isEqualTo("+1");
    assertThat(line.features().indices()).containsExactly(1);
    assertThat(line.features().values()).containsExactly(7);
  }

  @Test
  void aRowMayHaveNoElements() {
    assertThat(LibsvmLine.parse("2.5").orElseThrow().features().leastSize()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \t\r", "# 1 2:3", "   # comment"})
  void blankLinesAndCommentsAreNoRows(String line) {
    assertThat(LibsvmLine.parse(line)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1 0:1|expected an index of 1 to 2147483646, found \"0:1\"",
        "1 -2:1|expected an index of 1 to 2147483646, found \"-2:1\"",
        "1 2147483647:1|expected an index of 1 to 2147483646, found \"2147483647:1\"",
        "1 99999999999999999999:1|expected an index of 1 to 2147483646, found"
            + " \"99999999999999999999:1\"",
        "1 :1|expected an index of 1 to 2147483646, found \":1\"",
        "1 a:1|expected an index of 1 to 2147483646, found \"a:1\"",
        "1 5:1 3:1|expected an index above 5, the one before, found \"3:1\"",
        "1 5:1 5:1|expected an index above 5, the one before, found \"5:1\"",
        "1 5|expected index:value, found \"5\"",
        "1 5:|expected a number after the colon, found \"5:\"",
        "1 5:x|expected a number after the colon, found \"5:x\"",
        "1 5:nan|expected a number after the colon, found \"5:nan\"",
        "1 5:1e999|expected a number after the colon, found \"5:1e999\"",
        "5:1|expected a label that is a number, found \"5:1\"",
        "spam 5:1|expected a label that is a number, found \"spam\"",
        "1,3 5:1|expected a label that is a number, found \"1,3\""
      })
  void aMistakeSaysWhatWasExpectedAndFound(String line, String message) {
    assertThatThrownBy(() -> LibsvmLine.parse(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
