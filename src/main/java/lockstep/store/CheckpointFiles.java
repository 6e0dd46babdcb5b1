package lockstep.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lockstep.linalg.Precision;
import lockstep.model.DamagedModelException;
import lockstep.model.Safetensors;
import lockstep.model.Safetensors.Tensor;
import lockstep.model.SealedJson;
import lockstep.train.TrainingState;
import org.apache.hadoop.fs.Path;

/**
 * The three files of one checkpoint: {@code checkpoint.json} (the state but for its arrays, what it
 * belongs to, and checksums), {@code arrays.safetensors} (float64) and {@code history.jsonl}.
 */
final class CheckpointFiles {
  private static final String DOCUMENT = "checkpoint.json";
  private static final String ARRAYS = "arrays.safetensors";
  private static final String HISTORY = "history.jsonl";
  private static final int VERSION = 1;

  private final Files files;
  private final Path folder;

  CheckpointFiles(Files files, Path folder) {
    this.files = files;
    this.folder = folder;
  }

  /** Writes the files into the folder, the one that vouches for the others last. */
  void write(Checkpoint checkpoint) {
    Map<String, double[]> arrays = new LinkedHashMap<>();
    JsonNode state = new RecordTree(arrays).write(checkpoint.state());
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    arrays.forEach((name, values) -> tensors.put(name, Tensor.of(values)));
    Map<String, String> checksums = new LinkedHashMap<>();
    try {
      checksums.put(
          ARRAYS, written(ARRAYS, out -> Safetensors.write(tensors, Precision.FLOAT64, out)));
      checksums.put(HISTORY, written(HISTORY, out -> out.write(lines(checkpoint.history()))));
      ObjectNode document = JsonNodeFactory.instance.objectNode().put("version", VERSION);
      document.set("state", state);
      document.set("run", checkpoint.run());
      byte[] sealed = SealedJson.write(DOCUMENT, document, checksums);
      written(DOCUMENT, out -> out.write(sealed));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + folder + ": " + e.getMessage(), e);
    }
  }

  private static byte[] lines(List<String> history) {
    StringBuilder text = new StringBuilder();
    history.forEach(line -> text.append(line).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  @FunctionalInterface
  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Writes a file and returns its SHA-256. */
  private String written(String name, Content content) throws IOException {
    MessageDigest digest = SealedJson.sha256();
    OutputStream file = new BufferedOutputStream(files.create(new Path(folder, name)));
    try (OutputStream out = new DigestOutputStream(file, digest)) {
      content.writeTo(out);
    }
    return SealedJson.hex(digest.digest());
  }

  /**
   * Reads what was written.
   *
   * @throws DamagedModelException if a file is missing, unreadable or not what was written
   */
  Checkpoint read() {
    try {
      SealedJson sealed = SealedJson.read(DOCUMENT, bytes(DOCUMENT), VERSION);
      sealed.check(ARRAYS, digest(ARRAYS));
      sealed.check(HISTORY, digest(HISTORY));
      JsonNode state = sealed.document().path("state");
      return new Checkpoint(
          new RecordTree(arrays()).read(TrainingState.class, state),
          new String(bytes(HISTORY), StandardCharsets.UTF_8).lines().toList(),
          sealed.document().path("run"));
    } catch (DamagedModelException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      throw new DamagedModelException("Cannot read it: " + e.getMessage(), e);
    }
  }

  private Map<String, double[]> arrays() throws IOException {
    Map<String, double[]> arrays = new LinkedHashMap<>();
    try (Files.Opened file = open(ARRAYS)) {
      Safetensors.read(file.in(), file.length(), Precision.FLOAT64)
          .forEach((name, tensor) -> arrays.put(name, tensor.values()));
    }
    return arrays;
  }

  private byte[] bytes(String name) throws IOException {
    try (Files.Opened file = open(name)) {
      return file.in().readAllBytes();
    }
  }

  private String digest(String name) throws IOException {
    MessageDigest digest = SealedJson.sha256();
    try (Files.Opened file = open(name)) {
      new DigestInputStream(file.in(), digest).transferTo(OutputStream.nullOutputStream());
    }
    return SealedJson.hex(digest.digest());
  }

  private Files.Opened open(String name) throws IOException {
    return files.open(new Path(folder, name));
  }
}
