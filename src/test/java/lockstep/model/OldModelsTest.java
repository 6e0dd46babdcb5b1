package lockstep.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;
import lockstep.encode.Task;
import org.junit.jupiter.api.Test;

/**
 * Models written by earlier versions still score as they did. Their files are kept as they were
 * written; the expected scores are those of the formula.
 */
class OldModelsTest {
  private static final Path V1 = Path.of("src/test/resources/models/v1");

  /** Logistic: age (mean 40, scale 10) by 0.5, smokes=yes by 2, bias -0.75; float64. */
  @Test
  void aModelOfVersion1ScoresAsItDid() {
    TrainedModel model = TrainedModel.load(V1);

    assertThat(model.task()).isEqualTo(Task.BINARY);
    assertThat(model.labels()).containsExactly("0", "1");
    Prediction found = model.score(Map.of("age", "70", "smokes", "yes"));
    assertThat(found.prediction()).isEqualTo("1");
    assertThat(found.probability()[1])
        .isCloseTo(1 / (1 + Math.exp(-(0.5 * 3 + 2 - 0.75))), within(1e-15));
  }
}
