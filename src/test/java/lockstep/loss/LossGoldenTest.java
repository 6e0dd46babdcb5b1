package lockstep.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Losses and their gradients against PyTorch's; the file names program and command. */
class LossGoldenTest {
  private static final double TOLERANCE = 1e-13;
  private static JsonNode golden;

  @BeforeAll
  static void read() throws IOException {
    try (InputStream in = LossGoldenTest.class.getResourceAsStream("/golden/losses.json")) {
      golden = new ObjectMapper().readTree(in);
    }
  }

  private static double[] vector(JsonNode node) {
    double[] vector = new double[node.size()];
    Arrays.setAll(vector, i -> node.get(i).doubleValue());
    return vector;
  }

  private static Loss loss(JsonNode entry) {
    JsonNode settings = entry.get("settings");
    double smoothing = settings.path("smoothing").doubleValue();
    return switch (entry.get("loss").textValue()) {
      case "binary-cross-entropy" ->
          new TunedBinaryCrossEntropy(smoothing, vector(settings.get("positive-weights")));
      case "categorical-cross-entropy" -> new SmoothedCrossEntropy(smoothing);
      case "huber" -> new Huber(settings.get("delta").doubleValue());
      case "poisson" -> new Poisson(true);
      default -> throw new AssertionError(entry);
    };
  }

  private static void agrees(Loss loss, JsonNode entry) {
    for (JsonNode row : entry.get("rows")) {
      double[] logits = vector(row.get("logits"));
      double[] gradient = new double[logits.length];
      double value = loss.evaluate(logits, vector(row.get("label")), 0, gradient);
      double expected = row.get("value").doubleValue();
      assertThat(value).isCloseTo(expected, within(TOLERANCE * Math.max(1, expected)));
      assertThat(gradient).containsExactly(vector(row.get("gradient")), within(TOLERANCE));
    }
  }

  @Test
  void valuesAndGradientsAreThoseOfPyTorch() {
    assertThat(golden.get("losses")).hasSize(10);
    golden.get("losses").forEach(entry -> agrees(loss(entry), entry));
  }

  @Test
  void thePlainLossesAreThoseWithoutSmoothing() {
    agrees(new BinaryCrossEntropy(), golden.get("losses").get(0));
    agrees(new CategoricalCrossEntropy(), golden.get("losses").get(3));
  }

  @Test
  void anotherSettingIsSeen() {
    JsonNode smoothed = golden.get("losses").get(4);
    assertThatThrownBy(() -> agrees(new SmoothedCrossEntropy(0.101), smoothed))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> agrees(new Huber(1.01), golden.get("losses").get(6)))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void theFileSaysWhatMadeIt() {
    assertThat(golden.at("/program").textValue()).isEqualTo("PyTorch");
    assertThat(golden.at("/version").textValue()).isNotBlank();
    assertThat(golden.at("/command").textValue()).contains("scripts/golden/losses.py");
  }
}
