package lockstep.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import lockstep.optim.Lbfgs.Iterate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Fifty iterations against PyTorch's; the file names program and command. */
class LbfgsTrajectoryTest {
  /** Roundings grow along a curved valley. */
  private static final double TOLERANCE = 1e-9;

  private static JsonNode golden;

  @BeforeAll
  static void read() throws IOException {
    try (InputStream in = LbfgsTrajectoryTest.class.getResourceAsStream("/golden/lbfgs.json")) {
      golden = new ObjectMapper().readTree(in);
    }
  }

  private static double[] point(int i) {
    JsonNode node = golden.path("points").get(i);
    double[] point = new double[node.size()];
    java.util.Arrays.setAll(point, j -> node.get(j).doubleValue());
    return point;
  }

  private static void follows(int memory) {
    Lbfgs lbfgs = new Lbfgs(memory, AbsolutePenalty.NONE);
    List<Iterate> descent = Valley.ROSENBROCK.descent(lbfgs, point(0), 50);
    assertThat(golden.path("points").size()).isEqualTo(51).isEqualTo(descent.size());
    for (int t = 0; t < descent.size(); t++) {
      assertThat(descent.get(t).x())
          .as("after %d iterations", t)
          .containsExactly(point(t), within(TOLERANCE));
      assertThat(Valley.ROSENBROCK.value(point(t)))
          .isCloseTo(golden.path("values").get(t).doubleValue(), within(1e-9));
    }
  }

  @Test
  void itFollowsPyTorch() {
    follows(10);
  }

  @Test
  void anotherMemoryIsSeen() {
    assertThatThrownBy(() -> follows(9)).isInstanceOf(AssertionError.class);
  }

  @Test
  void theFileSaysWhatMadeIt() {
    assertThat(golden.path("program").textValue()).contains("PyTorch");
    assertThat(golden.path("version").textValue()).isNotBlank();
    assertThat(golden.path("command").textValue()).contains("scripts/golden/lbfgs.py");
  }
}
