package lockstep.encode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that turns a raw row into what training and scoring take: the content of {@code
 * encoder.json}. Immutable.
 *
 * @param features from feature cells to features
 * @param target from label cells to labels
 * @param weight from the weight cell to the example weight
 */
public record RowEncoder(FeatureEncoder features, TargetEncoder target, ExampleWeight weight)
    implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int FORMAT_VERSION = 1;

  private static final String FEATURES = "features";
  private static final String LAYOUT = "layout";

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  /** The layout of {@code encoder.json}. */
  private record Document(
      int version, FeatureEncoder features, TargetEncoder target, ExampleWeight weight) {}

  /** The columns a labelled row must have: features, labels, weight. */
  public List<String> inputColumns() {
    List<String> names = new ArrayList<>(features.inputColumns());
    names.addAll(target.columns());
    names.addAll(weight.columns());
    return names;
  }

  /** The content of {@code encoder.json}. Reading it back gives an equal encoder. */
  public String toJson() {
    try {
      Document document = new Document(FORMAT_VERSION, features, target, weight);
      ObjectNode tree = MAPPER.valueToTree(document);
      if (features.layout() == Layout.DENSE) {
        // As it was written before there was another.
        ((ObjectNode) tree.get(FEATURES)).remove(LAYOUT);
      }
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write an encoder as JSON", e);
    }
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException if the text is no encoder of this format version
   */
  public static RowEncoder fromJson(String json) {
    try {
      JsonNode tree = MAPPER.readTree(json);
      JsonNode version = tree.path("version");
      if (version.asInt() != FORMAT_VERSION) {
        throw new IllegalArgumentException(
            "Cannot read an encoder: expected format version %d, found %s"
                .formatted(FORMAT_VERSION, version.isMissingNode() ? "none" : version));
      }
      if (tree.get(FEATURES) instanceof ObjectNode described && !described.has(LAYOUT)) {
        described.put(LAYOUT, "dense");
      }
      Document document = MAPPER.treeToValue(tree, Document.class);
      return new RowEncoder(document.features, document.target, document.weight);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "Cannot read an encoder: expected its JSON, found a damaged text: "
              + e.getOriginalMessage(),
          e);
    }
  }
}
