package lockstep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Activations and their derivatives against PyTorch's; the file names program and command. */
class ActivationGoldenTest {
  /** PyTorch's tanh and sigmoid go by other exponentials. */
  private static final double TOLERANCE = 1e-15;

  @Test
  void valuesAndDerivativesAreThoseOfPyTorch() throws IOException {
    JsonNode golden;
    try (InputStream in = ActivationGoldenTest.class.getResourceAsStream("/golden/losses.json")) {
      golden = new ObjectMapper().readTree(in).get("activations");
    }
    Set<String> names = new HashSet<>();
    for (Activation activation : Activations.all()) {
      JsonNode points = golden.get(activation.name());
      names.add(activation.name());
      for (int i = 0; i < points.get("z").size(); i++) {
        double z = points.get("z").get(i).doubleValue();
        double value = points.get("value").get(i).doubleValue();
        String at = "%s at %s".formatted(activation.name(), z);
        assertThat(activation.value(z))
            .as(at)
            .isCloseTo(value, within(TOLERANCE * Math.max(1, Math.abs(value))));
        assertThat(activation.derivative(z, activation.value(z)))
            .as("derivative of " + at)
            .isCloseTo(points.get("derivative").get(i).doubleValue(), within(TOLERANCE));
      }
    }
    assertThat(names).hasSize(golden.size());
  }
}
