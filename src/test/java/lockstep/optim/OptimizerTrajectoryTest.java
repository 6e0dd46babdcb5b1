package lockstep.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import lockstep.optim.Optimizer.Update;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Fifty updates of each optimizer against PyTorch's; the file names program and command. */
class OptimizerTrajectoryTest {
  private static final double TOLERANCE = 1e-12;
  private static JsonNode golden;

  @BeforeAll
  static void read() throws IOException {
    try (InputStream in =
        OptimizerTrajectoryTest.class.getResourceAsStream("/golden/optimizers.json")) {
      golden = new ObjectMapper().readTree(in);
    }
  }

  private static JsonNode settings(String name) {
    return golden.at("/trajectories/" + name + "/settings");
  }

  private static double setting(String name, String key) {
    return settings(name).required(key).doubleValue();
  }

  private static double[] vector(JsonNode node) {
    double[] vector = new double[node.size()];
    java.util.Arrays.setAll(vector, i -> node.get(i).doubleValue());
    return vector;
  }

  /** The gradient of f(x) = x'Ax / 2 - b'x + sum(x^4) / 4. */
  private static double[] gradient(double[] x) {
    double[] gradient = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      gradient[i] = x[i] * x[i] * x[i] - golden.at("/b").get(i).doubleValue();
      for (int j = 0; j < x.length; j++) {
        gradient[i] += golden.at("/a").get(i).get(j).doubleValue() * x[j];
      }
    }
    return gradient;
  }

  private static void follows(String name, Optimizer optimizer, double rate) {
    JsonNode points = golden.at("/trajectories/" + name + "/points");
    assertThat(points.size()).isEqualTo(51);
    double[] start = vector(points.get(0));
    Update at = new Update(start, optimizer.init(start.length));
    for (int t = 1; t < points.size(); t++) {
      at = optimizer.update(at.parameters(), gradient(at.parameters()), at.state(), rate);
      assertThat(at.parameters())
          .as("%s after %d updates", name, t)
          .containsExactly(vector(points.get(t)), within(TOLERANCE));
    }
  }

  @Test
  void gradientDescentFollowsPyTorch() {
    follows("sgd", new Sgd(), setting("sgd", "learning-rate"));
  }

  @Test
  void momentumFollowsPyTorch() {
    Optimizer momentum = new Momentum(setting("momentum", "momentum"));
    follows("momentum", momentum, setting("momentum", "learning-rate"));
  }

  private static Adam adam(double epsilonFactor) {
    return new Adam(
        setting("adam", "beta1"),
        setting("adam", "beta2"),
        setting("adam", "epsilon") * epsilonFactor);
  }

  @Test
  void adamFollowsPyTorch() {
    follows("adam", adam(1), setting("adam", "learning-rate"));
  }

  @Test
  void nesterovFollowsPyTorch() {
    Optimizer nesterov = new Nesterov(setting("nesterov", "momentum"));
    follows("nesterov", nesterov, setting("nesterov", "learning-rate"));
  }

  @Test
  void rmsPropFollowsPyTorch() {
    Optimizer rmsProp = new RmsProp(setting("rmsprop", "rho"), setting("rmsprop", "epsilon"));
    follows("rmsprop", rmsProp, setting("rmsprop", "learning-rate"));
  }

  @Test
  void adaGradFollowsPyTorch() {
    Optimizer adaGrad = new AdaGrad(setting("adagrad", "initial"), setting("adagrad", "epsilon"));
    follows("adagrad", adaGrad, setting("adagrad", "learning-rate"));
  }

  @Test
  void adamWFollowsPyTorch() {
    Adam adam =
        new Adam(setting("adamw", "beta1"), setting("adamw", "beta2"), setting("adamw", "epsilon"));
    Optimizer adamW = new AdamW(adam, setting("adamw", "weight-decay"));
    follows("adamw", adamW, setting("adamw", "learning-rate"));
  }

  @Test
  void anotherEpsilonOrRateIsSeen() {
    double rate = setting("adam", "learning-rate");
    assertThatThrownBy(() -> follows("adam", adam(1.01), rate)).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> follows("sgd", new Sgd(), 0.0500001))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> follows("momentum", new Momentum(0), 0.02))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> follows("nesterov", new Momentum(0.9), 0.02))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> follows("adamw", adam(1), 0.1)).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> follows("adagrad", new AdaGrad(0, 0), 0.5))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> follows("rmsprop", new RmsProp(0.99, 0), 0.02))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void theFileSaysWhatMadeIt() {
    assertThat(golden.at("/program").textValue()).isEqualTo("PyTorch");
    assertThat(golden.at("/version").textValue()).isNotBlank();
    assertThat(golden.at("/command").textValue()).contains("scripts/golden/optimizers.py");
  }
}
