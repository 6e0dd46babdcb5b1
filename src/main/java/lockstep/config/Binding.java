package lockstep.config;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lockstep.text.NearestName;

/** Jackson between a merged tree and the records, with every coercion off. */
final class Binding {
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .propertyNamingStrategy(Keys.NAMING)
          .enumNamingStrategy(EnumNamingStrategies.KEBAB_CASE)
          .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  /** Lists, but for text, that may be written as their only item. */
  private static final Set<String> ONE_WILL_DO = Set.of("model.activation", "model.dropout");

  private Binding() {}

  /**
   * The job that a complete tree says.
   *
   * @param document whom to name where the place of a mistake is only in the defaults
   * @throws ConfigException naming the place, the key, what is expected and what stands there
   */
  static JobConfig job(Tree tree, Place document, String defaults) {
    try {
      return MAPPER.treeToValue(TypedTree.of(tree, JobConfig.class, ""), JobConfig.class);
    } catch (JsonProcessingException e) {
      String path = e instanceof JsonMappingException mapping ? key(mapping) : "";
      UnacceptableValueException refusal = refusal(e);
      boolean within = refusal != null && !refusal.key().isEmpty();
      String key = within ? Keys.join(path, refusal.key()) : path;
      String reason = refusal == null ? mistyped(key, tree.at(key), e) : refusal.reason();
      Place place = tree.at(key).place();
      ConfigException problem =
          (place.source().equals(defaults) ? document : place).problem(key + ": " + reason);
      problem.initCause(e);
      throw problem;
    }
  }

  /** The configuration as JSON, every key present, in the order of the records. */
  static ObjectNode json(JobConfig config) {
    return MAPPER.valueToTree(config);
  }

  private static String key(JsonMappingException e) {
    return e.getPath().stream()
        .map(JsonMappingException.Reference::getFieldName)
        .filter(name -> name != null)
        .collect(Collectors.joining("."));
  }

  private static UnacceptableValueException refusal(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnacceptableValueException refusal) {
        return refusal;
      }
    }
    return null;
  }

  private static String mistyped(String key, Tree found, JsonProcessingException e) {
    Type type = Keys.all(JobConfig.class).get(key);
    if (type == null) {
      return e.getOriginalMessage();
    }
    Type one = type instanceof ParameterizedType list ? list.getActualTypeArguments()[0] : type;
    String hint =
        one instanceof Class<?> choice && choice.isEnum() && found instanceof Tree.Scalar scalar
            ? NearestName.hint(scalar.text(), spellings(choice))
            : "";
    String expected =
        ONE_WILL_DO.contains(key) ? expected(one) + ", or a list of them" : expected(type);
    return "expected " + expected + ", found " + TypedTree.shown(found) + hint;
  }

  private static List<String> spellings(Class<?> choice) {
    return Stream.of(choice.getEnumConstants())
        .map(constant -> MAPPER.valueToTree(constant).asText())
        .toList();
  }

  private static String expected(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type element = generic.getActualTypeArguments()[0];
      if (generic.getRawType() == Optional.class) {
        return expected(element) + " or null";
      }
      return "a list, each " + expected(element);
    }
    if (type instanceof Class<?> choice && choice.isEnum()) {
      return "one of " + String.join(", ", spellings(choice));
    }
    if (type == LabelWeights.class) {
      return LabelWeights.EXPECTED;
    }
    if (type == Columns.class) {
      return Columns.EXPECTED;
    }
    if (type == AutoCount.class || type == BatchSize.class) {
      return type == AutoCount.class ? AutoCount.EXPECTED : BatchSize.EXPECTED;
    }
    if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
      return "a whole number";
    }
    if (type == double.class || type == Double.class) {
      return "a number";
    }
    return type == boolean.class ? "true or false" : "text";
  }
}
