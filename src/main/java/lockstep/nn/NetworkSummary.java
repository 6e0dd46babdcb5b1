package lockstep.nn;

import java.util.Locale;
import lockstep.linalg.Precision;
import lockstep.nn.ParameterLayout.Slot;

/** The table of a network's layers: output shape, parameters, total, bytes. */
public final class NetworkSummary {

  private NetworkSummary() {}

  /** The table as text, lines ended. {@code n} in a shape stands for the rows of a batch. */
  public static String of(Network network, Precision precision) {
    StringBuilder text = new StringBuilder();
    line(text, "layer", "output shape", "parameters");
    line(text, "input", shape(network.inputs()), "0");
    for (int l = 0; l < network.layers().size(); l++) {
      Layer layer = network.layers().get(l);
      Slot slot = network.layout().slots().get(l);
      String activation = layer.activation() == null ? "logits" : layer.activation().name();
      int parameters = slot.end() - slot.weightOffset();
      line(
          text,
          "%s (%s)".formatted(layer.name(), activation),
          shape(layer.units()),
          count(parameters));
    }
    long total = network.layout().size();
    long bytes = total * precision.bytes();
    String size =
        bytes < 1 << 20
            ? String.format(Locale.ROOT, "%.2f KB", bytes / 1024.0)
            : String.format(Locale.ROOT, "%.2f MB", bytes / 1048576.0);
    line(text, "total", "", count(total));
    text.append(
        String.format(
            Locale.ROOT,
            "%,d bytes (%s) as %s%n",
            bytes,
            size,
            precision.name().toLowerCase(Locale.ROOT)));
    return text.toString();
  }

  private static String count(long parameters) {
    return String.format(Locale.ROOT, "%,d", parameters);
  }

  private static String shape(int units) {
    return "[n, %d]".formatted(units);
  }

  private static void line(StringBuilder text, String layer, String shape, String parameters) {
    text.append(String.format(Locale.ROOT, "%-28s %-16s %14s%n", layer, shape, parameters));
  }
}
