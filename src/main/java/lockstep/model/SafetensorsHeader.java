package lockstep.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import lockstep.linalg.Precision;
import lockstep.model.Safetensors.Tensor;

/** The header of a safetensors file: which tensor stands where. */
final class SafetensorsHeader {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String METADATA = "__metadata__";
  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  /**
   * What the header says of a tensor.
   *
   * @param begin its first byte, counted from the end of the header
   */
  record Entry(String name, int[] shape, int count, long begin) {}

  private SafetensorsHeader() {}

  static String text(Map<String, Tensor> tensors, Precision precision) {
    ObjectNode header = MAPPER.createObjectNode();
    header.putObject(METADATA).put("format", "lockstep");
    long end = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      ObjectNode node = header.putObject(entry.getKey());
      node.put("dtype", dtype(precision));
      Arrays.stream(entry.getValue().shape()).forEach(node.putArray("shape")::add);
      long begin = end;
      end += (long) precision.bytes() * entry.getValue().values().length;
      node.putArray("data_offsets").add(begin).add(end);
    }
    return header.toString();
  }

  /**
   * The tensors in the order of the header.
   *
   * @param dataBytes the length of the file behind the header
   * @throws IllegalArgumentException if it is no header, or a tensor is not of that precision or
   *     not within the file
   */
  static List<Entry> entries(String header, long dataBytes, Precision precision) {
    List<Entry> entries = new ArrayList<>();
    try {
      for (Map.Entry<String, JsonNode> entry : MAPPER.readTree(header).properties()) {
        if (!entry.getKey().equals(METADATA)) {
          entries.add(entry(entry.getKey(), entry.getValue(), dataBytes, precision));
        }
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("expected a header in JSON", e);
    }
    return entries;
  }

  private static Entry entry(String name, JsonNode node, long dataBytes, Precision precision) {
    int[] shape = new int[node.path("shape").size()];
    long count = 1;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = node.path("shape").get(i).asInt();
      count *= shape[i];
    }
    long begin = node.path("data_offsets").path(0).asLong(-1);
    long end = node.path("data_offsets").path(1).asLong(-1);
    boolean fits =
        node.path("dtype").asText().equals(dtype(precision))
            && begin >= 0
            && count >= 0
            && count <= LONGEST_ARRAY
            && end - begin == count * precision.bytes()
            && end <= dataBytes;
    if (!fits) {
      throw outside(name, precision);
    }
    return new Entry(name, shape, (int) count, begin);
  }

  static IllegalArgumentException outside(String name, Precision precision) {
    return new IllegalArgumentException(
        "expected tensor \"%s\" of %s within the file".formatted(name, dtype(precision)));
  }

  private static String dtype(Precision precision) {
    return precision == Precision.FLOAT32 ? "F32" : "F64";
  }
}
