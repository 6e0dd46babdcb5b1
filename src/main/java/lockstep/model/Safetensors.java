package lockstep.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import lockstep.linalg.Precision;

/**
 * The safetensors format, in which other tools keep weights: eight bytes with the length of a JSON
 * header, the header ({@code name: {dtype, shape, data_offsets}}), then the numbers, little-endian,
 * row by row.
 */
final class Safetensors {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int LENGTH_BYTES = 8;

  /**
   * A tensor.
   *
   * @param shape [rows, columns] or [length]
   * @param values row by row
   */
  record Tensor(int[] shape, double[] values) {}

  private Safetensors() {}

  static byte[] write(Map<String, Tensor> tensors, Precision precision) {
    ObjectNode header = MAPPER.createObjectNode();
    header.putObject("__metadata__").put("format", "lockstep");
    long end = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      ObjectNode node = header.putObject(entry.getKey());
      node.put("dtype", dtype(precision));
      Arrays.stream(entry.getValue().shape).forEach(node.putArray("shape")::add);
      long begin = end;
      end += (long) precision.bytes() * entry.getValue().values.length;
      node.putArray("data_offsets").add(begin).add(end);
    }
    // Padded with blanks, so that the numbers are aligned.
    byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
    int padded = (text.length + LENGTH_BYTES - 1) / LENGTH_BYTES * LENGTH_BYTES;
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.toIntExact(LENGTH_BYTES + padded + end))
            .order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(padded).put(text);
    while (buffer.position() < LENGTH_BYTES + padded) {
      buffer.put((byte) ' ');
    }
    for (Tensor tensor : tensors.values()) {
      for (double value : tensor.values) {
        if (precision == Precision.FLOAT32) {
          buffer.putFloat((float) value);
        } else {
          buffer.putDouble(value);
        }
      }
    }
    return buffer.array();
  }

  /**
   * Reads all tensors.
   *
   * @throws IllegalArgumentException if the bytes are no safetensors of that precision
   */
  static Map<String, Tensor> read(byte[] bytes, Precision precision) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long length = bytes.length < LENGTH_BYTES ? -1 : buffer.getLong();
    if (length < 2 || length > bytes.length - LENGTH_BYTES) {
      throw new IllegalArgumentException(
          "expected a header within %d bytes".formatted(bytes.length));
    }
    int dataStart = LENGTH_BYTES + (int) length;
    String text = new String(bytes, LENGTH_BYTES, (int) length, StandardCharsets.UTF_8);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, JsonNode> entry : MAPPER.readTree(text).properties()) {
        if (!entry.getKey().equals("__metadata__")) {
          tensors.put(entry.getKey(), tensor(entry, buffer, dataStart, precision));
        }
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("expected a header in JSON", e);
    }
    return tensors;
  }

  private static Tensor tensor(
      Map.Entry<String, JsonNode> entry, ByteBuffer buffer, int dataStart, Precision precision) {
    JsonNode node = entry.getValue();
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
            && end - begin == count * precision.bytes()
            && dataStart + end <= buffer.capacity();
    if (!fits) {
      throw new IllegalArgumentException(
          "expected tensor \"%s\" of %s within the file"
              .formatted(entry.getKey(), dtype(precision)));
    }
    double[] values = new double[(int) count];
    for (int i = 0; i < values.length; i++) {
      int position = (int) (dataStart + begin) + i * precision.bytes();
      values[i] =
          precision == Precision.FLOAT32 ? buffer.getFloat(position) : buffer.getDouble(position);
    }
    return new Tensor(shape, values);
  }

  private static String dtype(Precision precision) {
    return precision == Precision.FLOAT32 ? "F32" : "F64";
  }
}
