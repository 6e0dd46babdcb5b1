package lockstep.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lockstep.encode.Task;
import lockstep.linalg.DoubleMatrix;
import lockstep.linalg.Precision;
import lockstep.model.Safetensors.Tensor;
import lockstep.nn.ParameterLayout.Slot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The layout of weights.safetensors, by a reader of its own that knows the published format. */
class SafetensorsTest {
  @ParameterizedTest
  @EnumSource
  void tensorsStandAsTheFormatSays(Precision precision) throws IOException {
    TrainedModel model = Models.network(Task.MULTICLASS, precision);
    ByteBuffer file = ByteBuffer.wrap(model.toFiles().weights()).order(ByteOrder.LITTLE_ENDIAN);
    int headerBytes = Math.toIntExact(file.getLong());
    byte[] text = new byte[headerBytes];
    file.get(text);
    JsonNode header =
        JsonMapper.builder().build().readTree(new String(text, StandardCharsets.UTF_8));
    int start = file.position();
    assertThat(start % 8).isZero();

    int end = 0;
    List<String> names = new ArrayList<>();
    double[] parameters = model.parameters();
    for (Slot slot : model.network().layout().slots()) {
      var weights = slot.weights(DoubleMatrix.of(parameters, parameters.length, 1));
      for (String part : List.of(".weight", ".bias")) {
        names.add(slot.name() + part);
        JsonNode tensor = header.path(slot.name() + part);
        boolean bias = part.equals(".bias");
        assertThat(tensor.path("shape").toString())
            .isEqualTo(
                bias ? "[" + slot.units() + "]" : "[%d,%d]".formatted(slot.units(), slot.inputs()));
        assertThat(tensor.path("dtype").asText())
            .isEqualTo(precision == Precision.FLOAT32 ? "F32" : "F64");
        assertThat(tensor.path("data_offsets").path(0).asInt()).isEqualTo(end);
        end = tensor.path("data_offsets").path(1).asInt();
        for (int i = 0; i < slot.units(); i++) {
          for (int j = 0; j < (bias ? 1 : slot.inputs()); j++) {
            double found = precision == Precision.FLOAT32 ? file.getFloat() : file.getDouble();
            double expected = bias ? parameters[slot.biasOffset() + i] : weights.at(i, j);
            assertThat(found).isEqualTo(expected);
          }
        }
        assertThat(file.position()).isEqualTo(start + end);
      }
    }
    assertThat(file.hasRemaining()).isFalse();
    assertThat(header.properties().stream().map(Map.Entry::getKey).toList())
        .startsWith("__metadata__")
        .containsAll(names)
        .hasSize(names.size() + 1);
  }

  @Test
  void numbersReadBackEqualThoughTheyAreNoOrdinaryOnes() {
    double[] values = {0, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, Double.NaN, -1e300};
    byte[] bytes =
        Safetensors.write(Map.of("é", new Tensor(new int[] {2, 3}, values)), Precision.FLOAT64);

    Tensor read = Safetensors.read(bytes, Precision.FLOAT64).get("é");

    assertThat(read.values()).isEqualTo(values);
    assertThat(read.shape()).containsExactly(2, 3);
  }

  @Test
  void whatIsNoSafetensorsIsRefused() {
    byte[] whole =
        Safetensors.write(Map.of("t", new Tensor(new int[] {2}, new double[2])), Precision.FLOAT32);

    refused(new byte[7], "expected a header within 7 bytes");
    byte[] longHeader = whole.clone();
    longHeader[6] = 1;
    refused(longHeader, "expected a header within %d bytes".formatted(whole.length));
    byte[] noJson = whole.clone();
    noJson[8] = 'x';
    refused(noJson, "expected a header in JSON");
    refused(
        java.util.Arrays.copyOf(whole, whole.length - 1),
        "expected tensor \"t\" of F32 within the file");
    assertThatThrownBy(() -> Safetensors.read(whole, Precision.FLOAT64))
        .hasMessage("expected tensor \"t\" of F64 within the file");
  }

  private static void refused(byte[] bytes, String message) {
    assertThatThrownBy(() -> Safetensors.read(bytes, Precision.FLOAT32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
