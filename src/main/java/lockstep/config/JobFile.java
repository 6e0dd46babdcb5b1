package lockstep.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lockstep.text.NearestName;

/**
 * Reads jobs: the defaults of {@code conf/reference.yaml}, the job file over them, and {@code
 * key=value} overrides, the last of which wins, over both.
 */
public final class JobFile {
  private static final String REFERENCE = "reference.yaml";
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private JobFile() {}

  /**
   * The job in a file, with overrides such as {@code train.epochs=5}.
   *
   * @throws MissingJobFileException when there is no such file
   * @throws ConfigException for a mistake in the file or in an override
   * @throws UncheckedIOException when the file cannot be read
   */
  public static JobConfig read(Path file, List<String> overrides) {
    if (!Files.isRegularFile(file)) {
      String found = Files.isDirectory(file) ? "a folder" : "nothing" + nearest(file);
      throw new MissingJobFileException(
          "Cannot read " + file + ": expected a job file, found " + found);
    }
    try {
      return parse(file.toString(), Files.readString(file), overrides);
    } catch (CharacterCodingException e) {
      throw Place.of(file.toString()).problem("expected text in UTF-8, found other bytes");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * The job in a text, with overrides.
   *
   * @param name the text's name in errors
   * @throws ConfigException for a mistake in the text or in an override
   */
  public static JobConfig parse(String name, String yaml, List<String> overrides) {
    String text = yaml.startsWith(BYTE_ORDER_MARK) ? yaml.substring(1) : yaml;
    Tree tree = YamlTree.read(text, line -> new Place(name, line));
    return resolve(tree, Place.of(name), overrides);
  }

  /**
   * The job that overrides alone say, without a file.
   *
   * @throws ConfigException for a mistake in an override
   */
  public static JobConfig of(List<String> overrides) {
    Place none = Place.of("the command line");
    return resolve(new Tree.Mapping(Map.of(), none), none, overrides);
  }

  /** The resolved job as JSON under the keys of the job file, every key present: a manifest's. */
  public static ObjectNode toTree(JobConfig config) {
    return Binding.json(config);
  }

  /**
   * The job that {@link #toTree} wrote; keys it lacks have their defaults.
   *
   * @param name the document's name in errors
   * @throws ConfigException for a mistake in the document
   */
  public static JobConfig fromTree(String name, JsonNode json) {
    return resolve(Tree.of(json, Place.of(name)), Place.of(name), List.of());
  }

  /**
   * A job with overrides over it.
   *
   * @throws ConfigException for a mistake in an override
   */
  public static JobConfig over(JobConfig job, List<String> overrides) {
    Place none = Place.of("the command line");
    return resolve(Tree.of(toTree(job), none), none, overrides);
  }

  private static JobConfig resolve(Tree file, Place document, List<String> overrides) {
    Tree defaults = YamlTree.read(referenceText(), line -> new Place(REFERENCE, line));
    Tree merged = Tree.over(defaults, defaults, file);
    for (String override : overrides) {
      merged = Tree.over(defaults, merged, KeyOverride.tree(override));
    }
    return Binding.job(merged, document, REFERENCE);
  }

  /** The text of the annotated defaults, from the class path. */
  public static String referenceText() {
    try (InputStream in = JobFile.class.getClassLoader().getResourceAsStream(REFERENCE)) {
      if (in == null) {
        throw new IllegalStateException(
            "Cannot read the defaults: expected "
                + REFERENCE
                + " on the class path, found nothing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the defaults: " + e.getMessage(), e);
    }
  }

  private static String nearest(Path file) {
    File folder = file.toAbsolutePath().getParent().toFile();
    String[] names = folder.list((where, name) -> name.endsWith(".yaml") || name.endsWith(".yml"));
    String written = String.valueOf(file.getFileName());
    return names == null ? "" : NearestName.hint(written, List.of(names));
  }
}
