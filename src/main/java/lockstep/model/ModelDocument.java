package lockstep.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lockstep.encode.RowEncoder;
import lockstep.linalg.DoubleMatrix;
import lockstep.linalg.Matrix;
import lockstep.linalg.Precision;
import lockstep.loss.Huber;
import lockstep.model.Safetensors.Tensor;
import lockstep.nn.Activation;
import lockstep.nn.Activations;
import lockstep.nn.Layer;
import lockstep.nn.LeakyRelu;
import lockstep.nn.Network;
import lockstep.nn.ParameterLayout.Slot;

/**
 * Writes a model to its files and reads it back, checking that they are the ones that were written.
 */
final class ModelDocument {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int VERSION = 1;
  private static final String DELTA = "huber_delta";
  private static final String ACTIVATION = "activation";
  private static final String SLOPE = "leaky_relu_slope";

  private ModelDocument() {}

  static ModelFiles write(TrainedModel model) {
    byte[] encoder = model.encoder().toJson().getBytes(StandardCharsets.UTF_8);
    byte[] weights = Safetensors.write(tensors(model), model.precision());
    ObjectNode document = describe(model);
    Map<String, String> checksums = new LinkedHashMap<>();
    checksums.put(ModelFiles.ENCODER, ModelFiles.sha256(encoder));
    checksums.put(ModelFiles.WEIGHTS, ModelFiles.sha256(weights));
    byte[] text = SealedJson.write(ModelFiles.MODEL, document, checksums);
    return new ModelFiles(text, encoder, weights);
  }

  private static ObjectNode describe(TrainedModel model) {
    ObjectNode document = MAPPER.createObjectNode();
    document.put("version", VERSION);
    document.put("task", lowerCase(model.task()));
    document.put("loss", model.loss().name());
    if (model.loss() instanceof Huber huber) {
      document.put(DELTA, huber.delta());
    }
    document.put("precision", lowerCase(model.precision()));
    document.put("threshold", model.threshold());
    model.labels().forEach(document.putArray("labels")::add);
    Network network = model.network();
    ObjectNode described = document.putObject("network");
    described.put("inputs", network.inputs());
    described.put("outputs", network.outputs());
    List<Layer> hidden = network.layers().subList(0, network.layers().size() - 1);
    hidden.forEach(layer -> described.withArray("/hidden").add(layer.units()));
    if (hidden.isEmpty()) {
      described.putArray("hidden");
    } else {
      describe(hidden.stream().map(Layer::activation).toList(), described);
    }
    described.put("parameters", network.layout().size());
    model.encoder().features().describedNames().forEach(document.putArray("features")::add);
    return document;
  }

  /** One name for all layers, or a list of one for each. */
  private static void describe(List<Activation> activations, ObjectNode described) {
    if (activations.stream().distinct().count() == 1) {
      described.put(ACTIVATION, activations.get(0).name());
    } else {
      activations.forEach(each -> described.withArray("/" + ACTIVATION).add(each.name()));
    }
    activations.stream()
        .filter(each -> each.name().equals("leaky-relu"))
        .findFirst()
        .ifPresent(each -> described.put(SLOPE, ((LeakyRelu) each).slope()));
  }

  private static List<Activation> activations(JsonNode described, int layers) {
    double slope = described.path(SLOPE).asDouble(LeakyRelu.DEFAULT_SLOPE);
    JsonNode written = described.path(ACTIVATION);
    if (!written.isArray()) {
      return Collections.nCopies(layers, layers == 0 ? null : named(written, slope));
    }
    List<Activation> activations = new ArrayList<>();
    written.forEach(each -> activations.add(named(each, slope)));
    return activations;
  }

  private static Activation named(JsonNode name, double slope) {
    return Activations.named(name.asText(), slope);
  }

  private static String lowerCase(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, Tensor> tensors(TrainedModel model) {
    double[] parameters = model.parameters();
    Matrix all = DoubleMatrix.of(parameters, parameters.length, 1);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Slot slot : model.network().layout().slots()) {
      Matrix weights = slot.weights(all);
      double[] rows = new double[weights.size()];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = weights.at(i / slot.inputs(), i % slot.inputs());
      }
      tensors.put(
          slot.name() + ".weight", new Tensor(new int[] {slot.units(), slot.inputs()}, rows));
      double[] biases = Arrays.copyOfRange(parameters, slot.biasOffset(), slot.end());
      tensors.put(slot.name() + ".bias", new Tensor(new int[] {slot.units()}, biases));
    }
    return tensors;
  }

  static TrainedModel read(ModelFiles files) {
    JsonNode document = readDocument(files);
    try {
      RowEncoder encoder = RowEncoder.fromJson(ModelFiles.text(files.encoder()));
      Precision precision =
          Precision.valueOf(document.path("precision").asText().toUpperCase(Locale.ROOT));
      Network network = network(document.path("network"));
      double[] parameters = parameters(network, Safetensors.read(files.weights(), precision));
      return new TrainedModel(
          encoder,
          network,
          Losses.named(
              document.path("loss").asText(),
              document.path(DELTA).asDouble(Huber.DEFAULT_DELTA),
              !encoder.target().scoringColumns().isEmpty()),
          precision,
          document.path("threshold").asDouble(),
          parameters);
    } catch (IllegalArgumentException e) {
      throw new DamagedModelException("Cannot read the model: " + e.getMessage(), e);
    }
  }

  private static JsonNode readDocument(ModelFiles files) {
    SealedJson sealed = SealedJson.read(ModelFiles.MODEL, files.model(), VERSION);
    sealed.check(ModelFiles.ENCODER, ModelFiles.sha256(files.encoder()));
    sealed.check(ModelFiles.WEIGHTS, ModelFiles.sha256(files.weights()));
    return sealed.document();
  }

  private static Network network(JsonNode described) {
    List<Integer> hidden = new ArrayList<>();
    described.path("hidden").forEach(units -> hidden.add(units.asInt()));
    return Network.withActivations(
        described.path("inputs").asInt(),
        hidden,
        activations(described, hidden.size()),
        described.path("outputs").asInt());
  }

  private static double[] parameters(Network network, Map<String, Tensor> tensors) {
    double[] parameters = new double[network.layout().size()];
    Matrix all = DoubleMatrix.of(parameters, parameters.length, 1);
    for (Slot slot : network.layout().slots()) {
      double[] rows = values(tensors, slot.name() + ".weight", slot.units() * slot.inputs());
      Matrix weights = slot.weights(all);
      for (int i = 0; i < rows.length; i++) {
        weights.set(i / slot.inputs(), i % slot.inputs(), rows[i]);
      }
      double[] biases = values(tensors, slot.name() + ".bias", slot.units());
      System.arraycopy(biases, 0, parameters, slot.biasOffset(), biases.length);
    }
    return parameters;
  }

  private static double[] values(Map<String, Tensor> tensors, String name, int length) {
    Tensor tensor = tensors.get(name);
    if (tensor == null || tensor.values().length != length) {
      throw new IllegalArgumentException(
          "expected a tensor \"%s\" of %d numbers in weights.safetensors".formatted(name, length));
    }
    return tensor.values();
  }
}
