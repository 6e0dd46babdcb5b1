package lockstep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordTreeTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** One component of each kind that is known. */
  record Known(
      int count, long bigNumber, double value, boolean on, double[] array, double[][] several) {}

  record Outer(Known known, Known absent, double last) {}

  record Unknown(List<String> names) {}

  private static final Known KNOWN =
      new Known(
          Integer.MIN_VALUE,
          Long.MAX_VALUE,
          -0.0,
          true,
          new double[] {1, Double.NaN},
          new double[][] {{2}, {}});

  private final Map<String, double[]> arrays = new HashMap<>();
  private final RecordTree tree = new RecordTree(arrays);

  private JsonNode parsed(Record record) throws IOException {
    return MAPPER.readTree(tree.write(record).toPrettyString());
  }

  @Test
  void aRecordIsReadAsItWasWrittenWithItsArraysApart() throws IOException {
    for (double last : new double[] {0.1, Double.MIN_VALUE, Double.NaN, Double.NEGATIVE_INFINITY}) {
      Outer read = tree.read(Outer.class, parsed(new Outer(KNOWN, null, last)));

      assertThat(read.last()).isEqualTo(Double.valueOf(last));
      assertThat(read.absent()).isNull();
      assertThat(read.known()).usingRecursiveComparison().isEqualTo(KNOWN);
      assertThat(Double.doubleToRawLongBits(read.known().value()))
          .isEqualTo(Double.doubleToRawLongBits(-0.0));
    }
    assertThat(arrays).containsOnlyKeys("known.array", "known.several.0", "known.several.1");
  }

  @Test
  void keysAreNamesInSnakeCase() throws IOException {
    assertThat(parsed(KNOWN).path("big_number").longValue()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aDocumentWithoutAComponentOrWithAnotherIsRefused() throws IOException {
    ObjectNode node = (ObjectNode) parsed(KNOWN);
    JsonNode without = node.deepCopy().without("on");
    assertThatThrownBy(() -> tree.read(Known.class, without))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "expected the keys [count, big_number, value, on, array, several] in Known, found [count, big_number, value, array, several]");
    node.put("more", 1);
    assertThatThrownBy(() -> tree.read(Known.class, node)).hasMessageContaining("found [count, ");
  }

  @Test
  void valuesOfAnotherTypeAndArraysThatAreNotThereAreRefused() throws IOException {
    refused("count", "1.5", "expected a whole number in count, found 1.5");
    refused("count", "5000000000", "expected a whole number in count, found 5000000000");
    refused("value", "true", "expected a number in value, found true");
    refused("on", "1", "expected true or false in on, found 1");
    refused("array", "\"other\"", "expected the name of an array in array, found \"other\"");
    refused("several", "3", "expected a list of names of arrays in several, found 3");
  }

  private void refused(String key, String json, String message) throws IOException {
    ObjectNode node = ((ObjectNode) parsed(KNOWN)).set(key, MAPPER.readTree(json));
    assertThatThrownBy(() -> tree.read(Known.class, node))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void aComponentOfAnUnknownTypeIsOurMistakeAndSaysSo() {
    assertThatThrownBy(() -> tree.write(new Unknown(List.of())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Cannot keep a java.util.")
        .hasMessageEndingWith(
            " in a checkpoint: expected a number, a truth value, an array or a record");
  }
}
