package lockstep.model;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lockstep.linalg.Precision;

/**
 * The safetensors format, in which other tools keep weights: eight bytes with the length of a JSON
 * header, the header ({@code name: {dtype, shape, data_offsets}}), then the numbers, little-endian,
 * row by row. Written and read as a stream, so a file may be longer than an array.
 */
public final class Safetensors {
  private static final int LENGTH_BYTES = 8;
  private static final int CHUNK_BYTES = 1 << 16;

  /**
   * A tensor.
   *
   * @param shape [rows, columns] or [length]
   * @param values row by row
   */
  public record Tensor(int[] shape, double[] values) {
    /** A vector. */
    public static Tensor of(double[] values) {
      return new Tensor(new int[] {values.length}, values);
    }
  }

  private Safetensors() {}

  static byte[] write(Map<String, Tensor> tensors, Precision precision) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(tensors, precision, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write into memory", e);
    }
    return bytes.toByteArray();
  }

  /** Writes all tensors to a stream, and leaves it open. */
  public static void write(Map<String, Tensor> tensors, Precision precision, OutputStream out)
      throws IOException {
    byte[] text = SafetensorsHeader.text(tensors, precision).getBytes(StandardCharsets.UTF_8);
    // Padded with blanks, so that the numbers are aligned.
    int padded = (text.length + LENGTH_BYTES - 1) / LENGTH_BYTES * LENGTH_BYTES;
    byte[] start = new byte[LENGTH_BYTES + padded];
    Arrays.fill(start, (byte) ' ');
    little(start).putLong(padded).put(text);
    out.write(start);
    byte[] bytes = new byte[CHUNK_BYTES];
    ByteBuffer chunk = little(bytes);
    for (Tensor tensor : tensors.values()) {
      for (double value : tensor.values) {
        if (!chunk.hasRemaining()) {
          out.write(bytes);
          chunk.clear();
        }
        if (precision == Precision.FLOAT32) {
          chunk.putFloat((float) value);
        } else {
          chunk.putDouble(value);
        }
      }
    }
    out.write(bytes, 0, chunk.position());
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  static Map<String, Tensor> read(byte[] bytes, Precision precision) {
    try {
      return read(new ByteArrayInputStream(bytes), bytes.length, precision);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read from memory", e);
    }
  }

  /**
   * Reads all tensors from a stream.
   *
   * @param length of the file in bytes
   * @throws IllegalArgumentException if the bytes are no safetensors of that precision
   */
  public static Map<String, Tensor> read(InputStream in, long length, Precision precision)
      throws IOException {
    ByteBuffer first = little(in.readNBytes(LENGTH_BYTES));
    long headerBytes = first.remaining() < LENGTH_BYTES ? -1 : first.getLong();
    if (headerBytes < 2
        || headerBytes > length - LENGTH_BYTES
        || headerBytes > Integer.MAX_VALUE - LENGTH_BYTES) {
      throw new IllegalArgumentException("expected a header within %d bytes".formatted(length));
    }
    String text = new String(in.readNBytes((int) headerBytes), StandardCharsets.UTF_8);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    List<SafetensorsHeader.Entry> entries = new ArrayList<>();
    long dataBytes = length - LENGTH_BYTES - headerBytes;
    for (SafetensorsHeader.Entry entry : SafetensorsHeader.entries(text, dataBytes, precision)) {
      tensors.put(entry.name(), new Tensor(entry.shape(), new double[entry.count()]));
      entries.add(entry);
    }
    entries.sort(Comparator.comparingLong(SafetensorsHeader.Entry::begin));
    long position = 0;
    for (SafetensorsHeader.Entry entry : entries) {
      if (entry.begin() < position) {
        throw SafetensorsHeader.outside(entry.name(), precision);
      }
      in.skipNBytes(entry.begin() - position);
      double[] values = tensors.get(entry.name()).values;
      fill(values, in, precision);
      position = entry.begin() + (long) values.length * precision.bytes();
    }
    return tensors;
  }

  private static void fill(double[] values, InputStream in, Precision precision)
      throws IOException {
    byte[] bytes = new byte[CHUNK_BYTES];
    ByteBuffer chunk = little(bytes).limit(0);
    for (int i = 0; i < values.length; i++) {
      if (!chunk.hasRemaining()) {
        long left = (long) (values.length - i) * precision.bytes();
        chunk.clear().limit((int) Math.min(CHUNK_BYTES, left));
        if (in.readNBytes(bytes, 0, chunk.limit()) < chunk.limit()) {
          throw new EOFException("the file is shorter than its header says");
        }
      }
      values[i] = precision == Precision.FLOAT32 ? chunk.getFloat() : chunk.getDouble();
    }
  }
}
