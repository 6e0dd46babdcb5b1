package lockstep.spark.generate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import lockstep.generate.Kind;
import lockstep.generate.LinearScore;
import lockstep.generate.Link;
import lockstep.generate.Optimum;
import lockstep.generate.TableSpec;
import lockstep.generate.TableTruth;
import lockstep.generate.Term;

/**
 * The truth as JSON. A term with a {@code level} adds its coefficient where the column holds that
 * text; one with an {@code element} adds coefficient times that element of a vector, counted from
 * 0; another adds coefficient (value - center) / scale, and nothing where the value is missing.
 */
final class TruthFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TruthFile() {}

  static String json(TableTruth truth) {
    ObjectNode root = JSON.createObjectNode();
    describe(truth.spec(), root);
    root.put("link", truth.model().link().name().toLowerCase(Locale.ROOT));
    if (truth.model().link() == Link.IDENTITY) {
      root.put("noise_sd", truth.model().noiseSd());
    }
    ArrayNode outputs = root.putArray("outputs");
    for (LinearScore output : truth.model().outputs()) {
      ObjectNode node = outputs.addObject();
      node.put("output", output.output()).put("intercept", output.intercept());
      ArrayNode terms = node.putArray("terms");
      output.terms().forEach(term -> describe(term, terms.addObject()));
    }
    describe(truth.optimum(), root.putObject("optimum"));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write the truth of a table as JSON", e);
    }
  }

  private static void describe(TableSpec spec, ObjectNode node) {
    node.put("kind", spec.kind().word()).put("seed", spec.seed()).put("rows", spec.rows());
    if (spec.kind() != Kind.PATIENTS) {
      node.put("features", spec.features());
    }
    if (spec.kind() == Kind.MULTICLASS || spec.kind() == Kind.MULTILABEL) {
      node.put("classes", spec.classes());
    }
    if (spec.kind() == Kind.SPARSE) {
      node.put("non_zeros", spec.nonZeros()).put("positive_rate", spec.positiveRate());
    }
  }

  private static void describe(Term term, ObjectNode node) {
    node.put("column", term.column());
    if (term instanceof Term.Level level) {
      node.put("level", level.level());
    } else if (term instanceof Term.Scaled scaled) {
      node.put("center", scaled.center()).put("scale", scaled.scale());
    } else if (term instanceof Term.Element element) {
      node.put("element", element.element());
    }
    node.put("coefficient", term.coefficient());
  }

  private static void describe(Optimum optimum, ObjectNode node) {
    node.put(optimum.measure(), optimum.value());
    optimum.rocAuc().ifPresent(area -> node.put("roc_auc", area));
  }
}
