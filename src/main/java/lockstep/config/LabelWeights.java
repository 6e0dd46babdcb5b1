package lockstep.config;

import static lockstep.config.UnacceptableValueException.require;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Weights of labels: {@code balanced}, or by label as written.
 *
 * @param byLabel the weights, each 0 or more; those of labels that are not in it are 1; absent:
 *     balanced
 */
public record LabelWeights(Optional<Map<String, Double>> byLabel) {
  static final String EXPECTED = "balanced or a weight of 0 or more by label";

  /** The map is copied, in its order; checks the weights. */
  public LabelWeights {
    byLabel = byLabel.map(map -> Collections.unmodifiableMap(new LinkedHashMap<>(map)));
    byLabel.ifPresent(
        map ->
            map.forEach(
                (label, weight) ->
                    require(weight >= 0 && weight <= Double.MAX_VALUE, "", EXPECTED, weight)));
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static LabelWeights read(JsonNode node) {
    if (node.isTextual() && node.textValue().equals("balanced")) {
      return new LabelWeights(Optional.empty());
    }
    require(node.isObject(), "", EXPECTED, node);
    Map<String, Double> weights = new LinkedHashMap<>();
    node.properties()
        .forEach(
            entry -> {
              require(entry.getValue().isNumber(), "", EXPECTED, node);
              weights.put(entry.getKey(), entry.getValue().doubleValue());
            });
    return new LabelWeights(Optional.of(weights));
  }

  @JsonValue
  Object written() {
    return byLabel.isPresent() ? (Object) byLabel.get() : "balanced";
  }
}
