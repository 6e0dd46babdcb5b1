package lockstep.config;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomDefinition.AttributeInclusion;
import com.github.victools.jsonschema.generator.CustomDefinition.DefinitionType;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.MemberScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The JSON Schema of the job file: types from the records, defaults and descriptions from the
 * annotated defaults. Draft 7, which editors know best.
 */
final class JobSchema {
  private static final Set<String> ONE_OR_MORE =
      Set.of("data.label", "model.activation", "model.dropout");
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JobSchema() {}

  static ObjectNode generate() {
    SchemaGeneratorConfigBuilder builder =
        new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_7, OptionPreset.PLAIN_JSON)
            .with(
                Option.INLINE_ALL_SCHEMAS,
                Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT,
                Option.FLATTENED_OPTIONALS);
    builder
        .forFields()
        .withPropertyNameOverrideResolver(JobSchema::key)
        .withNullableCheck(JobSchema::mayBeNull);
    builder
        .forTypesInGeneral()
        .withPropertySorter(Comparator.comparingInt(JobSchema::position))
        .withCustomDefinitionProvider(JobSchema::definition);
    ObjectNode schema = new SchemaGenerator(builder.build()).generateSchema(JobConfig.class);
    ObjectNode titled = NODES.objectNode();
    titled.set("$schema", schema.remove("$schema"));
    titled.put("title", "Lockstep job");
    titled.setAll(schema);
    document(titled);
    return titled;
  }

  private static int position(MemberScope<?, ?> member) {
    return keys(member).indexOf(key(member));
  }

  private static String key(MemberScope<?, ?> member) {
    return keys(member).stream()
        .filter(key -> key.replace("-", "").equalsIgnoreCase(member.getDeclaredName()))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> keys(MemberScope<?, ?> member) {
    return List.copyOf(Keys.of(member.getDeclaringType().getErasedType()).keySet());
  }

  private static boolean mayBeNull(FieldScope field) {
    Class<?> type = field.getType().getErasedType();
    return type == Optional.class || Keys.isSection(type);
  }

  private static CustomDefinition definition(ResolvedType type, SchemaGenerationContext context) {
    Class<?> erased = type.getErasedType();
    ObjectNode node;
    if (erased == String.class) {
      node = text();
    } else if (erased == AutoCount.class || erased == BatchSize.class) {
      String word = erased == AutoCount.class ? "auto" : "full";
      node = either(constant(word), NODES.objectNode().put("type", "integer").put("minimum", 1));
    } else if (erased == LabelWeights.class) {
      ObjectNode weight = NODES.objectNode().put("type", "number").put("minimum", 0);
      node =
          either(
              constant("balanced"),
              NODES.objectNode().put("type", "object").set("additionalProperties", weight));
    } else if (erased == Columns.class) {
      node = either(constant("auto"), textList());
    } else if (erased.isEnum()) {
      ArrayNode choices = NODES.arrayNode();
      for (Object choice : erased.getEnumConstants()) {
        choices.add(Binding.MAPPER.<JsonNode>valueToTree(choice));
      }
      node = NODES.objectNode().set("enum", choices);
    } else {
      return null;
    }
    return new CustomDefinition(node, DefinitionType.INLINE, AttributeInclusion.NO);
  }

  /** Text as the reader takes it: a number or a truth value is kept as written. */
  private static ObjectNode text() {
    ArrayNode types = NODES.arrayNode().add("string").add("number").add("boolean");
    return NODES.objectNode().set("type", types);
  }

  private static ObjectNode textList() {
    return NODES.objectNode().put("type", "array").set("items", text());
  }

  private static ObjectNode constant(String word) {
    return NODES.objectNode().put("const", word);
  }

  private static ObjectNode either(ObjectNode one, ObjectNode other) {
    return NODES.objectNode().set("anyOf", NODES.arrayNode().add(one).add(other));
  }

  private static void document(ObjectNode schema) {
    String reference = JobFile.referenceText();
    Map<String, String> comments = ReferenceComments.of(reference);
    Tree defaults = YamlTree.read(reference, line -> Place.of("reference"));
    Keys.all(JobConfig.class)
        .forEach(
            (key, type) -> {
              ObjectNode property = property(schema, key);
              if (ONE_OR_MORE.contains(key)) {
                JsonNode list = property.deepCopy();
                property.removeAll();
                property.set("anyOf", NODES.arrayNode().add(list.get("items")).add(list));
              }
              if (Keys.isSection(type) && Keys.of((Class<?>) type).containsKey(Tree.KIND)) {
                ObjectNode section = property.deepCopy();
                property.removeAll();
                JsonNode kind = property(section, Tree.KIND).deepCopy();
                property.set("anyOf", NODES.arrayNode().add(kind).add(section));
              }
              property.put("description", comments.get(key));
              if (!Keys.isSection(type)) {
                property.set("default", TypedTree.natural(defaults.at(key)));
              }
            });
  }

  /** The definition of one dotted key. */
  static ObjectNode property(JsonNode schema, String key) {
    JsonNode node = schema;
    for (String name : key.split("\\.", -1)) {
      node = properties(node).path(name);
    }
    return (ObjectNode) node;
  }

  /** The keys of an object, which may stand beside null. */
  static JsonNode properties(JsonNode node) {
    JsonNode alternatives = node.path("anyOf");
    return alternatives.isMissingNode()
        ? node.path("properties")
        : alternatives.path(alternatives.size() - 1).path("properties");
  }
}
