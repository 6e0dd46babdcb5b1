package lockstep.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * A JSON file that vouches for the files beside it and for itself: it holds the SHA-256 of each.
 * Its own is taken with zeros for the digits of that checksum, so that every byte of every file
 * counts.
 *
 * @param name of the file
 * @param document its content
 */
public record SealedJson(String name, JsonNode document) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String CHECKSUMS = "sha256";
  private static final String NO_CHECKSUM = "0".repeat(64);

  /**
   * The bytes of the file.
   *
   * @param name of the file
   * @param document to which the checksums are added
   * @param checksums of the other files, by name
   */
  public static byte[] write(String name, ObjectNode document, Map<String, String> checksums) {
    ObjectNode added = document.putObject(CHECKSUMS);
    checksums.forEach(added::put);
    added.put(name, NO_CHECKSUM);
    byte[] blank = (document.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    return replaced(blank, NO_CHECKSUM, hex(sha256().digest(blank)));
  }

  /**
   * Reads a file and checks it by its own checksum.
   *
   * @param version that its {@code version} should be
   * @throws DamagedModelException if it is not what was written
   */
  public static SealedJson read(String name, byte[] text, int version) {
    JsonNode document;
    try {
      document = MAPPER.readTree(text);
    } catch (IOException e) {
      // Also what Jackson says of bytes in no encoding it knows.
      throw new DamagedModelException("Cannot read %s: expected JSON".formatted(name), e);
    }
    if (document == null || !(document.get(CHECKSUMS) instanceof ObjectNode)) {
      throw new DamagedModelException(
          "Cannot read %s: expected a %s with checksums".formatted(name, kind(name)));
    }
    SealedJson sealed = new SealedJson(name, document);
    String own = document.path(CHECKSUMS).path(name).asText();
    sealed.check(name, hex(sha256().digest(replaced(text, own, NO_CHECKSUM))));
    if (document.path("version").asInt() != version) {
      throw new DamagedModelException(
          "Cannot read %s: expected version %d, found %s"
              .formatted(name, version, document.path("version")));
    }
    return sealed;
  }

  /**
   * Checks a file beside this one.
   *
   * @param found its SHA-256
   * @throws DamagedModelException if it is not the one that was written
   */
  public void check(String file, String found) {
    String expected = document.path(CHECKSUMS).path(file).asText();
    if (!expected.equals(found)) {
      throw new DamagedModelException(
          "Cannot read %s: it is damaged, or of another %s (expected SHA-256 %s, found %s)"
              .formatted(file, kind(name), expected, found));
    }
  }

  /** What the file describes: its name without the suffix. */
  private static String kind(String name) {
    return name.substring(0, name.indexOf('.'));
  }

  /** A digest to be fed. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** A digest in hexadecimal digits. */
  public static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }

  /** The text with one run of bytes replaced, found from the end; Latin-1 keeps all other bytes. */
  private static byte[] replaced(byte[] text, String found, String replacement) {
    String latin = new String(text, StandardCharsets.ISO_8859_1);
    int at = latin.lastIndexOf(found);
    if (at < 0) {
      return text;
    }
    return (latin.substring(0, at) + replacement + latin.substring(at + found.length()))
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
