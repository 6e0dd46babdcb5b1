package lockstep.model;

import java.util.List;
import java.util.Map;
import lockstep.encode.CountTarget;
import lockstep.encode.FeatureMatch;
import lockstep.encode.NameMatch;
import lockstep.encode.RowEncoder;
import lockstep.encode.TargetEncoder;
import lockstep.nn.Layer;
import lockstep.nn.LeakyRelu;
import lockstep.nn.Network;
import lockstep.nn.ParameterLayout.Slot;

/**
 * The parameters of an old model, carried over to a table that may encode rows otherwise.
 *
 * <p>The first layer saw old features, which are {@code A f + c} of the new ones ({@link
 * FeatureMatch}): {@code W (A f + c) + b} is a layer with the weights {@code W A} and the biases
 * {@code b + W c}. Hidden layers stay. The output layer is carried over label by label ({@link
 * OutputRows}). So the new model scores a row as the old one does, up to rounding; for a feature
 * that the old one did not know it starts at weight 0, with hidden layers too: their units differ,
 * so the gradients of these weights do. A label that the old one did not know starts as without it.
 *
 * @param parameters [p]
 * @param features what became of the features
 * @param labels what became of the labels: classes, or columns of labels or targets
 */
public record WarmStart(double[] parameters, NameMatch features, NameMatch labels) {
  private static final int SHOWN_NAMES = 5;

  /**
   * Carries the parameters over.
   *
   * @param encoder of the new model
   * @param network of the new model
   * @param start [p] where it would start without the old one. Not modified.
   * @throws IncompatibleModelException if the kind of labels or the hidden layers are others, or no
   *     feature or no label is in both
   */
  public static WarmStart of(
      TrainedModel old, RowEncoder encoder, Network network, double[] start) {
    TargetEncoder before = old.encoder().target();
    TargetEncoder now = encoder.target();
    require(kind(before), kind(now));
    require(hidden(old.network()), hidden(network));
    FeatureMatch match = FeatureMatch.of(old.encoder().features(), encoder.features());
    NameMatch labels = NameMatch.of(before.labels(), now.labels());
    requireCommon("feature", match.names());
    requireCommon("label", labels);
    double[] moved = onNewFeatures(old, match);
    Slot output = network.layout().slots().get(network.layers().size() - 1);
    Map<String, double[]> rows =
        OutputRows.byLabel(now, rows(start, output.inputs(), output.units()));
    OutputRows.byLabel(before, rows(moved, output.inputs(), before.outputs()))
        .forEach(rows::replace);
    double[] parameters = new double[start.length];
    System.arraycopy(moved, 0, parameters, 0, output.weightOffset());
    write(OutputRows.layer(now, rows), output, parameters);
    return new WarmStart(parameters, match.names(), labels);
  }

  private static void require(String found, String expected) {
    if (!found.equals(expected)) {
      throw new IncompatibleModelException(expected, found);
    }
  }

  private static void requireCommon(String what, NameMatch names) {
    if (names.kept().isEmpty()) {
      throw new IncompatibleModelException(
          "a model with a %s of the table (%s)".formatted(what, shown(names.added())),
          "one with others (%s)".formatted(shown(names.dropped())));
    }
  }

  /** What the numbers that the network gives mean. */
  private static String kind(TargetEncoder target) {
    if (target instanceof CountTarget) {
      return "a model of counts";
    }
    return switch (target.task()) {
      case BINARY, MULTICLASS -> "a model of classes";
      case MULTILABEL -> "a model of several labels";
      case REGRESSION -> "a model of numbers";
    };
  }

  private static String hidden(Network network) {
    List<Layer> layers = network.layers().subList(0, network.layers().size() - 1);
    return layers.isEmpty()
        ? "no hidden layers"
        : "the hidden layers " + layers.stream().map(WarmStart::shown).toList();
  }

  private static String shown(List<String> names) {
    String listed = String.join(", ", names.subList(0, Math.min(SHOWN_NAMES, names.size())));
    return names.size() > SHOWN_NAMES ? listed + ", ..." : listed;
  }

  private static String shown(Layer layer) {
    String name = layer.activation().name();
    return name.equals("leaky-relu")
        ? "%d leaky-relu of slope %s"
            .formatted(layer.units(), ((LeakyRelu) layer.activation()).slope())
        : "%d %s".formatted(layer.units(), name);
  }

  /** The old parameters with a first layer [units, width] for the new features. */
  private static double[] onNewFeatures(TrainedModel old, FeatureMatch match) {
    double[] parameters = old.parameters();
    Slot first = old.network().layout().slots().get(0);
    int units = first.units();
    int weights = units * match.width();
    double[] moved = new double[weights + parameters.length - first.biasOffset()];
    System.arraycopy(
        parameters, first.biasOffset(), moved, weights, parameters.length - first.biasOffset());
    for (int i = 0; i < match.width(); i++) {
      if (match.source(i) != FeatureMatch.NONE) {
        for (int u = 0; u < units; u++) {
          moved[units * i + u] = match.slope(i) * parameters[units * match.source(i) + u];
        }
      }
    }
    for (int j = 0; j < first.inputs(); j++) {
      if (match.constant(j) != 0) {
        for (int u = 0; u < units; u++) {
          moved[weights + u] += match.constant(j) * parameters[units * j + u];
        }
      }
    }
    return moved;
  }

  /** The output layer, which stands last: [k][inputs + 1], the bias last. */
  private static double[][] rows(double[] parameters, int inputs, int outputs) {
    int offset = parameters.length - outputs * (inputs + 1);
    double[][] rows = new double[outputs][inputs + 1];
    for (int u = 0; u < outputs; u++) {
      for (int i = 0; i <= inputs; i++) {
        rows[u][i] = parameters[offset + outputs * i + u];
      }
    }
    return rows;
  }

  private static void write(double[][] rows, Slot output, double[] parameters) {
    for (int u = 0; u < output.units(); u++) {
      for (int i = 0; i <= output.inputs(); i++) {
        parameters[output.weightOffset() + output.units() * i + u] = rows[u][i];
      }
    }
  }
}
