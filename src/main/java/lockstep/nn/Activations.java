package lockstep.nn;

import java.util.List;
import java.util.stream.Collectors;

/** The activations by name. */
public final class Activations {
  private static final List<Activation> ALL =
      List.of(
          new LeakyRelu(0),
          new LeakyRelu(LeakyRelu.DEFAULT_SLOPE),
          new Elu(),
          new Gelu(),
          new Tanh(),
          new Sigmoid(),
          new Linear());

  private Activations() {}

  /** All activations that a job file can name; leaky-relu has its default slope. */
  public static List<Activation> all() {
    return ALL;
  }

  /**
   * The activation of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Activation named(String name) {
    return ALL.stream()
        .filter(activation -> activation.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Cannot find the activation \"%s\": expected one of %s"
                        .formatted(
                            name,
                            ALL.stream().map(Activation::name).collect(Collectors.joining(", ")))));
  }

  /**
   * The activation of that name.
   *
   * @param slope of {@code leaky-relu}; no other has one
   * @throws IllegalArgumentException if there is none
   */
  public static Activation named(String name, double slope) {
    Activation activation = named(name);
    return activation.equals(new LeakyRelu(LeakyRelu.DEFAULT_SLOPE))
        ? new LeakyRelu(slope)
        : activation;
  }
}
