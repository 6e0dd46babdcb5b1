package lockstep.model;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The contents of a model's three files.
 *
 * @param model {@code model.json}
 * @param encoder {@code encoder.json}
 * @param weights {@code weights.safetensors}
 */
public record ModelFiles(byte[] model, byte[] encoder, byte[] weights) {
  /** Name of the file that describes the model. */
  public static final String MODEL = "model.json";

  /** Name of the file that describes the encoder. */
  public static final String ENCODER = "encoder.json";

  /** Name of the file of parameters. */
  public static final String WEIGHTS = "weights.safetensors";

  /** Name of the folder of a run in which the three stand. */
  public static final String FOLDER = "model";

  /** The contents by file name. */
  public Map<String, byte[]> byName() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(ENCODER, encoder);
    files.put(WEIGHTS, weights);
    // Last: it vouches for the others.
    files.put(MODEL, model);
    return files;
  }

  /** SHA-256 in hexadecimal digits. */
  static String sha256(byte[] content) {
    return SealedJson.hex(SealedJson.sha256().digest(content));
  }

  static String text(byte[] content) {
    return new String(content, StandardCharsets.UTF_8);
  }
}
