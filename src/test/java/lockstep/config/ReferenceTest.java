package lockstep.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds the annotated defaults, the schema and the records together. After a change of one, {@code
 * mvn test -Dtest=ReferenceTest -Dlockstep.update=true} writes the schema anew.
 */
class ReferenceTest {
  private static final Path REFERENCE = Path.of("conf", "reference.yaml");
  private static final Path SCHEMA = Path.of("conf", "job.schema.json");

  @Test
  void theCommittedSchemaIsTheGeneratedOne() throws IOException {
    String generated = pretty(JobSchema.generate());
    if (Boolean.getBoolean("lockstep.update")) {
      Files.writeString(SCHEMA, generated);
    }
    assertThat(SCHEMA).content().isEqualTo(generated);
  }

  @Test
  void theDefaultsTheSchemaAndTheRecordsHaveTheSameKeys() throws IOException {
    Set<String> keys = Keys.all(JobConfig.class).keySet();
    assertThat(ReferenceComments.of(Files.readString(REFERENCE)).keySet())
        .containsExactlyElementsOf(keys);
    List<String> inSchema = new ArrayList<>();
    collect(committedSchema(), "", inSchema);
    assertThat(inSchema).containsExactlyElementsOf(keys);
  }

  @Test
  void theDefaultsInTheJarAreThoseInConf() throws IOException {
    assertThat(REFERENCE).content().isEqualTo(JobFile.referenceText());
  }

  @Test
  void everyKeyHasACommentThatNamesItsChoices() throws IOException {
    Map<String, String> comments = ReferenceComments.of(Files.readString(REFERENCE));
    assertThat(comments).allSatisfy((key, comment) -> assertThat(comment).as(key).endsWith("."));
    Map<String, Type> keys = Keys.all(JobConfig.class);
    comments.forEach(
        (key, comment) -> {
          if (keys.get(key) instanceof Class<?> choice && choice.isEnum()) {
            for (Object constant : choice.getEnumConstants()) {
              String word = Binding.MAPPER.valueToTree(constant).asText();
              assertThat(comment).as(key).containsPattern("(?<![\\w-])" + word + "(?![\\w-])");
            }
          }
        });
  }

  @Test
  void theDefaultsFitTheSchemaAndAreWhatTheReaderReads() throws IOException {
    String reference = Files.readString(REFERENCE);
    assertThat(mistakes(reference)).isEmpty();
    assertThat(JobFile.parse("reference.yaml", reference, List.of("data.path=x")))
        .isEqualTo(JobFile.of(List.of("data.path=x")));
    JsonNode resolved = JobFile.toTree(JobFile.of(List.of("data.path=x")));
    assertThat(validator().validate(resolved)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: { path: x, label: [a, 1], shards: 3, csv: { multi-line: true, null-values: [0] } }",
        "data: { path: x, label: 1 }\nmodel: { positive: yes, hidden: [] }\nseed: -5",
        "data: { path: x }\nfeatures: { numeric: [], categorical: [a] }\ntrain: { l2: 1 }",
        "data: { path: x }\ntrain:\noutput: { run-id: null }",
        "data: { path: x }\ntrain: { batch-size: full, early-stopping: { patience: 3 } }",
        "data: { path: x, generate: patients }\ntrain: { schedule: cosine, clip: { norm: 1 } }",
        "data: { path: x }\ntrain: { optimizer-options: { beta-1: 0 }, max-steps: 9, schedule: }",
        "data: { path: x }\ntrain: { class-weight: { 0: 1, 1: 10 }, loss: cross-entropy }",
        "data: { path: x }\ntrain: { class-weight: balanced, positive-weight: { a: 2 } }",
        "data: { path: x }\ntrain: { init-from: runs/stroke/first }",
        "data: { path: x, offset: o }\ntrain: { loss: poisson }",
        "data: { path: x }\nmodel: { activation: [relu, gelu], hidden: [3, 3] }",
        "data: { path: x }\nmodel: { activation: elu, initialization: he-normal }",
        "data: { path: x }\ntrain: { schedule: { kind: piecewise, boundaries: [3], rates: [1] } }",
      })
  void whatTheReaderTakesTheSchemaTakes(String yaml) {
    assertThat(JobFile.parse("x", yaml, List.of())).isNotNull();
    assertThat(mistakes(yaml)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train: { epoch: 5 }",
        "trian: { epochs: 5 }",
        "train: { epochs: '5' }",
        "train: { epochs: 5.5 }",
        "train: { optimizer: adm }",
        "train: { schedule: cos }",
        "train: { schedule: 5 }",
        "train: { clip: 5 }",
        "train: { class-weight: 5 }",
        "train: { class-weight: even }",
        "train: { class-weight: { a: x } }",
        "model: { activation: [rel] }",
        "train: { optimizer-options: { beta1: 0.5 } }",
        "train: { batch-size: 0 }",
        "train: { early-stopping: { patience: none } }",
        "train: 5",
        "data: { shards: many }",
        "data: { label: { a: 1 } }",
        "data: { ignore: id }",
        "data: { csv: { multi-line: maybe } }",
        "features: { numeric: all }",
        "model: { hidden: 8 }",
        "model: { hidden: [x] }",
        "evaluate: { thresholds: [x] }",
        "seed: null",
      })
  void whatTheSchemaRefusesTheReaderRefuses(String yaml) {
    assertThat(mistakes(yaml)).isNotEmpty();
    assertThatThrownBy(() -> JobFile.parse("x", yaml, List.of()))
        .isInstanceOf(ConfigException.class);
  }

  private static void collect(JsonNode schema, String prefix, List<String> keys) {
    JobSchema.properties(schema)
        .properties()
        .forEach(
            entry -> {
              String key = Keys.join(prefix, entry.getKey());
              keys.add(key);
              collect(entry.getValue(), key, keys);
            });
  }

  private static Set<ValidationMessage> mistakes(String yaml) {
    return validator().validate(TypedTree.natural(YamlTree.read(yaml, line -> Place.of("x"))));
  }

  private static JsonSchema validator() {
    return JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(JobSchema.generate());
  }

  private static JsonNode committedSchema() throws IOException {
    return Binding.MAPPER.readTree(SCHEMA.toFile());
  }

  private static String pretty(JsonNode schema) throws JsonProcessingException {
    return Binding.MAPPER.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(schema)
        + "\n";
  }
}
