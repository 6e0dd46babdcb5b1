package lockstep.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rates of each schedule against PyTorch's; the file names program and command. */
class ScheduleGoldenTest {
  private static final double TOLERANCE = 1e-12;
  private static JsonNode golden;

  @BeforeAll
  static void read() throws IOException {
    try (InputStream in = ScheduleGoldenTest.class.getResourceAsStream("/golden/schedules.json")) {
      golden = new ObjectMapper().readTree(in);
    }
  }

  private static void follows(String name, LearningRate rate) {
    JsonNode rates = golden.at("/rates/" + name);
    assertThat(rates.size()).isGreaterThanOrEqualTo(60);
    for (int step = 0; step < rates.size(); step++) {
      assertThat(rate.at(step))
          .as("%s at step %d", name, step)
          .isCloseTo(rates.get(step).doubleValue(), within(TOLERANCE));
    }
  }

  @Test
  void stepDecayFollowsPyTorch() {
    follows("StepLR", new StepDecay(0.1, 7, 0.5));
  }

  @Test
  void exponentialDecayFollowsPyTorch() {
    follows("ExponentialLR", new ExponentialDecay(0.1, 1, 0.95));
  }

  @Test
  void inverseTimeAndSqrtFollowTheirFormulas() {
    follows("inverse-time", new InverseTimeDecay(0.1, 5));
    follows("inverse-sqrt", new InverseSqrtDecay(0.1, 5));
  }

  @Test
  void cosineFollowsPyTorch() {
    follows("CosineAnnealingLR", new CosineDecay(0.1, 60, 0.05));
  }

  @Test
  void cosineRestartsFollowPyTorch() {
    follows("CosineAnnealingWarmRestarts", new CosineRestarts(0.1, 10, 2, 1, 0.05));
    follows("CosineAnnealingWarmRestarts-1", new CosineRestarts(0.1, 10, 1, 1, 0.05));
  }

  @Test
  void oneCycleFollowsPyTorch() {
    follows("OneCycleLR", new OneCycle(0.1, 60, 0.3));
  }

  /**
   * PyTorch's milestone is the first step of the new rate, Keras's boundary the last of the old.
   */
  @Test
  void piecewiseFollowsPyTorch() {
    follows("MultiStepLR", new PiecewiseConstant(0.1, List.of(9L, 29L), List.of(0.01, 0.001)));
  }

  @Test
  void warmupFollowsPyTorch() {
    follows("LinearLR", new Warmup(9, LearningRate.constant(0.1)));
  }

  @Test
  void anotherScheduleIsSeen() {
    assertThatThrownBy(() -> follows("StepLR", new StepDecay(0.1, 8, 0.5)))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> follows("OneCycleLR", new OneCycle(0.1, 60, 0.31)))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> follows("LinearLR", new Warmup(10, LearningRate.constant(0.1))))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void theFileSaysWhatMadeIt() {
    assertThat(golden.at("/program").textValue()).isEqualTo("PyTorch");
    assertThat(golden.at("/version").textValue()).isNotBlank();
    assertThat(golden.at("/command").textValue()).contains("scripts/golden/schedules.py");
  }
}
